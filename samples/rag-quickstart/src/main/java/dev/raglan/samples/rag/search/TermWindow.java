package dev.raglan.samples.rag.search;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shortest stretch of a text with all the wanted terms that the text has.
 *
 * @param wanted how many terms were wanted
 * @param found how many of them the text has
 * @param length how many words of the text the stretch has
 */
record TermWindow(int wanted, int found, int length) {

  static TermWindow of(List<String> wanted, List<String> text) {
    Set<String> found = new HashSet<>(wanted);
    found.retainAll(Set.copyOf(text));
    return new TermWindow(wanted.size(), found.size(), shortest(found, text));
  }

  /** The share of the wanted terms that the text has, from 0 to 1. */
  double coverage() {
    return wanted == 0 ? 0 : (double) found / wanted;
  }

  /** Returns the density of the terms, from 0 to 1; 0 when there are not two of them. */
  double proximity() {
    return found < 2 ? 0 : (double) found / length;
  }

  private static int shortest(Set<String> terms, List<String> text) {
    Map<String, Integer> inside = new HashMap<>();
    int shortest = text.size();
    int start = 0;
    for (int end = 0; end < text.size(); end++) {
      count(inside, terms, text.get(end), 1);
      while (inside.size() == terms.size() && start <= end) {
        shortest = Math.min(shortest, end - start + 1);
        count(inside, terms, text.get(start++), -1);
      }
    }
    return shortest;
  }

  private static void count(Map<String, Integer> inside, Set<String> terms, String term, int by) {
    if (terms.contains(term)) {
      inside.merge(term, by, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
