package dev.raglan.samples.plain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A piece of text that may hold an answer.
 *
 * @param title what it is about
 * @param text what it says
 */
record Passage(String title, String text) {

  private static final List<Passage> ALL =
      List.of(
          new Passage(
              "Raglan sleeve",
              "A raglan sleeve is a sleeve that goes in one piece up to the collar."
                  + " The sleeve is called after Lord Raglan, who is said to have worn it after he"
                  + " lost his arm at Waterloo."),
          new Passage(
              "Set-in sleeve",
              "A set-in sleeve is sewn into the armhole. Most shirts and jackets have it."),
          new Passage(
              "Dolman sleeve",
              "A dolman sleeve is cut in one with the bodice. It is wide at the top and narrow at"
                  + " the wrist."),
          new Passage(
              "Baseball shirt",
              "A baseball shirt has raglan sleeves in another colour, because they leave the"
                  + " shoulder free to throw."),
          new Passage(
              "Cardigan", "The cardigan is called after an earl who fought in the Crimean War."));

  static List<Passage> all() {
    return ALL;
  }

  /** Returns the number of words that the passage shares with the question. */
  int overlapWith(String question) {
    Set<String> shared = Words.of(title + " " + text);
    shared.retainAll(Words.of(question));
    return shared.size();
  }

  /** The same, for each word of the passage. */
  double densityOf(String question) {
    return (double) overlapWith(question) / new HashSet<>(Words.of(text)).size();
  }
}
