package dev.raglan.benchmarks;

import java.util.Collection;
import java.util.function.ToDoubleFunction;



/** The middle one of several measurements. */
final class MarkMedian {

  private MarkMedian() {}

  /** Of an even number of them, the larger one in the middle. */
  static <T> double of(Collection<T> measured, ToDoubleFunction<T> number) {
    double[] sorted = measured.stream().mapToDouble(number).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
