package dev.raglan.samples.rag.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Turns English text into the stemmed terms that the index holds. */
public final class EnglishTerms {

  public static final Analyzer ANALYZER = new EnglishAnalyzer();

  private static final Set<String> QUESTION_WORDS =
      Set.copyOf(
          of(
              "what which who whom whose when where why how do does did can could should would"
                  + " has have had am been being was were about from i you me my we us our"
                  + " please tell explain describe say said mean"));

  private EnglishTerms() {}

  /** A question's distinct terms, at most {@code limit}, without the words that only ask. */
  public static List<String> ofQuestion(String question, int limit) {
    return of(question).stream()
        .filter(term -> !QUESTION_WORDS.contains(term))
        .distinct()
        .limit(limit)
        .toList();
  }

  /** The text's terms in order, without stop words. */
  public static List<String> of(String text) {
    List<String> terms = new ArrayList<>();
    try (var tokens = ANALYZER.tokenStream("text", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        terms.add(term.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return terms;
  }
}
