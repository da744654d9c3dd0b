package dev.raglan.benchmarks.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * A limit for a figure: a multiple of another figure of the same run, so much more than that, or an
 * exponent of growth. {@code marks.txt} lists them and says how a line is written.
 *
 * @param figure the figure's name
 * @param quantity which of the figure's numbers counts
 * @param atLeast whether it is a lower limit
 * @param plus whether the limit is added to the other figure, and no multiple of it
 * @param limit the multiple, the addition, or the exponent
 * @param baseline the other figure's name; empty for growth
 */
record Mark(
    String figure,
    Quantity quantity,
    boolean atLeast,
    boolean plus,
    double limit,
    String baseline) {

  private static final String FILE = "marks.txt";

  /** A number of a figure. */
  enum Quantity {
    /** The measured number, in its unit. */
    SCORE("", Figure::score),
    /** The time that the calling thread had a core. */
    CORE("ns", Figure::core),
    /** The bytes of the calling thread; whole ones, as profilers leave traces of their own. */
    BYTES("B", figure -> Math.rint(figure.bytes())),
    /** The bytes of all threads. */
    ALL_BYTES("B", figure -> Math.rint(figure.allBytes())),
    /** The exponent with which the score grows with the parameter {@code size}. */
    GROWTH("", Figure::score),
    /** The exponent of the bytes of all threads. */
    BYTES_GROWTH("B", Figure::allBytes);

    private final String unit;
    private final ToDoubleFunction<Figure> number;

    Quantity(String unit, ToDoubleFunction<Figure> number) {
      this.unit = unit;
      this.number = number;
    }

    double of(Figure figure) {
      return number.applyAsDouble(figure);
    }

    /** Returns the note that follows the unit. */
    String note() {
      return this == ALL_BYTES || this == BYTES_GROWTH ? ", all threads" : "";
    }

    boolean isGrowth() {
      return this == GROWTH || this == BYTES_GROWTH;
    }

    String unit(Figure figure) {
      return unit.isEmpty() ? figure.unit().replace("/op", "") : unit;
    }
  }

  /** Reads the marks that Raglan is to reach. */
  static List<Mark> all() throws IOException {
    try (InputStream file = Objects.requireNonNull(Mark.class.getResourceAsStream(FILE), FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Mark::parse)
          .toList();
    }
  }

  /** Reads a line such as {@code A.b bytes <=+64 .c}; the baseline is of the same class, A.c. */
  static Mark parse(String line) {
    String[] words = line.strip().split("\\s+", -1);
    String limit = words[2];
    boolean plus = limit.charAt(2) == '+';
    String baseline = words.length > 3 ? words[3] : "";
    return new Mark(
        words[0],
        Quantity.valueOf(words[1].toUpperCase(Locale.ROOT)),
        limit.startsWith(">="),
        plus,
        Double.parseDouble(limit.substring(plus ? 3 : 2)),
        baseline.startsWith(".")
            ? words[0].substring(0, words[0].indexOf('.')) + baseline
            : baseline);
  }

  /** Returns whether the mark is met by what was measured beside the other figure's number. */
  boolean allows(double measured, double baseline) {
    double allowed = plus ? baseline + limit : baseline * limit;
    return atLeast ? measured >= allowed : measured <= allowed;
  }

  /** Returns the same mark for one of the figures that {@code *} stands for. */
  Mark of(String name) {
    return new Mark(name, quantity, atLeast, plus, limit, baseline);
  }

  /** Returns whether the mark is for the figure; {@code *} at the end stands for any ending. */
  boolean isFor(String name) {
    return figure.endsWith("*")
        ? name.startsWith(figure.substring(0, figure.length() - 1))
        : name.equals(figure);
  }
}
