package dev.raglan.benchmarks;

import java.util.Locale;
import java.util.Objects;



/** A line of the table, in Markdown. */
final class MarkRow {

  private MarkRow() {}

  static String of(MarkVerdict verdict) {
    Mark mark = verdict.mark();
    MarkFigure figure = Objects.requireNonNull(verdict.figure());
    return row(
        mark.figure(),
        measured(figure),
        number(figure.bytes()),
        "%s %s".formatted(ratio(verdict), what(mark)),
        limit(mark),
        verdict.isMet() ? "met" : "**missed**");
  }

  static String of(MarkFigure figure) {
    return row(figure.name(), measured(figure), number(figure.bytes()));
  }

  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String measured(MarkFigure figure) {
    return number(figure.score()) + " " + figure.unit().replace("/op", "");
  }

  private static String ratio(MarkVerdict verdict) {
    double ratio = verdict.ratio();
    return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f ×", ratio) : "beside";
  }

  private static String what(Mark mark) {
    String baseline = mark.baseline().substring(mark.baseline().indexOf('.') + 1);
    return mark.quantity() == MarkQuantity.BYTES ? "the bytes of " + baseline : baseline;
  }

  private static String limit(Mark mark) {
    Mark.Bound bound = mark.bound();
    if (bound.plus() == 0) {
      return (bound.atLeast() ? "≥ " : "≤ ") + bound.factor() + " ×";
    }
    String unit = mark.quantity() == MarkQuantity.BYTES ? "B" : "ns";
    return "≤ " + number(bound.plus()) + " " + unit + " more";
  }

  /** Three digits that count, or all before the point. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (value != 0 && Math.abs(value) < 0.01) {
      return "≈ 0";
    }
    int places = value >= 100 || value == Math.rint(value) ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + places + "f", value);
  }
}
