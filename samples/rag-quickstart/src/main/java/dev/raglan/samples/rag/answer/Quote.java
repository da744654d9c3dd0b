package dev.raglan.samples.rag.answer;

import dev.raglan.samples.rag.corpus.EnglishTerms;
import dev.raglan.samples.rag.corpus.Sentences;
import dev.raglan.samples.rag.search.RetrievedDoc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A sentence of a source that may answer a question.
 *
 * @param sentence the sentence
 * @param source the source's number, from 1
 * @param score how much it shares with the question, weighed by how well the source fits
 */
record Quote(String sentence, int source, double score) {

  private static final int MAX_TERMS = 64;

  /** The share of the best score below which a sentence is left out. */
  private static final double WORTH_QUOTING = 0.6;

  /** The best sentences, in the order of their sources. */
  static List<Quote> best(String question, List<RetrievedDoc> sources, int limit) {
    Set<String> wanted = Set.copyOf(EnglishTerms.ofQuestion(question, MAX_TERMS));
    List<Quote> candidates = candidates(wanted, sources);
    double top = candidates.stream().mapToDouble(Quote::score).max().orElse(0);
    return candidates.stream()
        .filter(quote -> quote.score() > 0 && quote.score() >= WORTH_QUOTING * top)
        .sorted(Comparator.comparingDouble(Quote::score).reversed())
        .limit(limit)
        .sorted(Comparator.comparingInt(Quote::source))
        .toList();
  }

  /** Every sentence once: chunks overlap. */
  private static List<Quote> candidates(Set<String> wanted, List<RetrievedDoc> sources) {
    Map<String, Quote> quotes = new LinkedHashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      RetrievedDoc source = sources.get(i);
      for (String sentence : Sentences.of(source.content())) {
        double score = shared(wanted, sentence) * source.score();
        quotes.putIfAbsent(sentence, new Quote(sentence, i + 1, score));
      }
    }
    return new ArrayList<>(quotes.values());
  }

  private static long shared(Set<String> wanted, String sentence) {
    return EnglishTerms.of(sentence).stream().distinct().filter(wanted::contains).count();
  }
}
