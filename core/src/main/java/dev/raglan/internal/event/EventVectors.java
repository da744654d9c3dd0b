package dev.raglan.internal.event;

import dev.raglan.model.Embeddings;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads embedding vectors: arrays and collections of numbers. */
final class EventVectors {

  private static final double PLACES = 10_000;

  private EventVectors() {}

  /** Returns the number of elements; null if the value is not a vector. */
  static @Nullable Integer dimensions(@Nullable Object vector) {
    if (vector instanceof Collection<?> numbers) {
      return numbers.size();
    }
    return vector != null && isNumberArray(vector) ? (Integer) Array.getLength(vector) : null;
  }

  private static boolean isNumberArray(Object vector) {
    Class<?> component = vector.getClass().getComponentType();
    return component == float.class
        || component == double.class
        || (component != null && Number.class.isAssignableFrom(component));
  }

  /** Returns the numbers, rounded to four places; empty if the value is not a vector. */
  static List<Double> rounded(@Nullable Object vector) {
    List<Double> rounded = new ArrayList<>();
    if (vector instanceof Collection<?> numbers) {
      numbers.forEach(each -> add(each, rounded));
    } else if (vector != null && isNumberArray(vector)) {
      for (int i = 0; i < Array.getLength(vector); i++) {
        add(Array.get(vector, i), rounded);
      }
    }
    return rounded;
  }

  private static void add(@Nullable Object number, List<Double> to) {
    if (number instanceof Number each) {
      double value = each.doubleValue();
      to.add(Double.isFinite(value) ? Math.rint(value * PLACES) / PLACES : value);
    }
  }

  /**
   * Returns the number and the dimensions of the vectors.
   *
   * @param kept the number of vectors that are kept themselves
   */
  static Embeddings embeddings(@Nullable Collection<?> vectors, int kept) {
    if (vectors == null || vectors.isEmpty()) {
      return new Embeddings(null, 0, null, List.of(), null);
    }
    Integer dimensions = dimensions(vectors.iterator().next());
    List<List<Double>> numbers = vectors.stream().limit(kept).map(EventVectors::rounded).toList();
    return new Embeddings(null, vectors.size(), dimensions, numbers, null);
  }

  /** Returns the number and the dimensions, for where vectors are not asked for. */
  static Map<String, Object> summary(Embeddings embeddings) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("count", embeddings.count());
    if (embeddings.dimensions() != null) {
      summary.put("dimensions", embeddings.dimensions());
    }
    return summary;
  }
}
