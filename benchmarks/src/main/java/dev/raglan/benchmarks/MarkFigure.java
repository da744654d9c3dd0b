package dev.raglan.benchmarks;




/**
 * Something that was measured.
 *
 * @param name class and method, such as {@code CallerBenchmark.plain}
 * @param score how much it was
 * @param unit of what, such as {@code ns/op}
 * @param bytes what it allocated, in bytes an operation; NaN if that was not measured
 */
record MarkFigure(String name, double score, String unit, double bytes) {

  /** A figure without allocation. */
  static MarkFigure of(String name, double score, String unit) {
    return new MarkFigure(name, score, unit, Double.NaN);
  }
}
