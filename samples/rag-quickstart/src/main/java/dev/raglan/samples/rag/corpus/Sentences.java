package dev.raglan.samples.rag.corpus;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into its sentences; a blank line ends a sentence too. */
public final class Sentences {

  private Sentences() {}

  public static List<String> of(String text) {
    List<String> sentences = new ArrayList<>();
    for (String paragraph : text.split("\\R\\s*\\R", -1)) {
      addSentences(paragraph.strip().replaceAll("\\s+", " "), sentences);
    }
    return sentences;
  }

  private static void addSentences(String paragraph, List<String> sentences) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    breaks.setText(paragraph);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      String sentence = paragraph.substring(start, end).strip();
      if (!sentence.isEmpty()) {
        sentences.add(sentence);
      }
    }
  }
}
