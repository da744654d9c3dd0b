package dev.raglan.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A document of 400 characters.
 *
 * @param id its id
 * @param text its text
 * @param score how well it matches
 */
public record Doc(String id, String text, double score) {

  static final int LENGTH = 400;

  /** Some documents, in an immutable list. */
  static List<Doc> some(int number) {
    return some(number, LENGTH);
  }

  static List<Doc> some(int number, int length) {
    return IntStream.range(0, number)
        .mapToObj(i -> new Doc("d" + i, text(length), score(i)))
        .toList();
  }

  /** Words of so many characters together. */
  static String text(int length) {
    return "raglan ".repeat(length / 7 + 1).substring(0, length);
  }

  static double score(int rank) {
    return 1.0 / (rank + 1);
  }
}
