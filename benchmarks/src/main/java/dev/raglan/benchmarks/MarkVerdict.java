package dev.raglan.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;



/**
 * A mark beside what was measured.
 *
 * @param mark the mark, of one figure
 * @param figure the figure; null if it was not measured
 * @param baseline the figure that it is compared with; null if that was not measured
 */
record MarkVerdict(Mark mark, @Nullable MarkFigure figure, @Nullable MarkFigure baseline) {

  /** The verdict on every mark, in the marks' order. */
  static List<MarkVerdict> all(List<Mark> marks, List<MarkFigure> figures) {
    Map<String, MarkFigure> byName =
        figures.stream()
            .collect(Collectors.toMap(MarkFigure::name, Function.identity(), (a, b) -> b));
    return marks.stream()
        .flatMap(mark -> each(mark, figures))
        .map(mark -> new MarkVerdict(mark, byName.get(mark.figure()), byName.get(mark.baseline())))
        .toList();
  }

  private static Stream<Mark> each(Mark mark, List<MarkFigure> figures) {
    List<Mark> ones =
        figures.stream()
            .map(MarkFigure::name)
            .filter(mark::isFor)
            .distinct()
            .map(mark::forOne)
            .toList();
    return ones.isEmpty() ? Stream.of(mark) : ones.stream();
  }

  /** Whether both were measured, in the same unit; otherwise nothing can be said. */
  boolean isKnown() {
    return !Double.isNaN(value(figure))
        && !Double.isNaN(value(baseline))
        && unit(figure).equals(unit(baseline));
  }

  boolean isMet() {
    return isKnown() && mark.bound().allows(value(figure), value(baseline));
  }

  double ratio() {
    return value(figure) / value(baseline);
  }

  private double value(@Nullable MarkFigure of) {
    return of == null ? Double.NaN : mark.quantity().of(of);
  }

  private String unit(@Nullable MarkFigure of) {
    boolean bytes = mark.quantity() == MarkQuantity.BYTES;
    return bytes ? "B" : Optional.ofNullable(of).map(MarkFigure::unit).orElse("");
  }
}
