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
public final class EventVectors {

  private static final double PLACES = 10_000;

  private EventVectors() {}

  /** How many numbers the vector has; null if it is none. */
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

  /** The vector's numbers, rounded to four places; empty if it is none. */
  public static List<Double> rounded(@Nullable Object vector) {
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
   * What is known of the vectors.
   *
   * @param kept how many of them are kept themselves
   */
  public static Embeddings embeddings(@Nullable Collection<?> vectors, int kept) {
    if (vectors == null || vectors.isEmpty()) {
      return new Embeddings(null, 0, null, List.of(), null);
    }
    Integer dimensions = dimensions(vectors.iterator().next());
    List<List<Double>> numbers = vectors.stream().limit(kept).map(EventVectors::rounded).toList();
    return new Embeddings(null, vectors.size(), dimensions, numbers, null);
  }

  /** What stands for the vectors where they are not asked for. */
  public static Map<String, Object> summary(Embeddings embeddings) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("count", embeddings.count());
    if (embeddings.dimensions() != null) {
      summary.put("dimensions", embeddings.dimensions());
    }
    return summary;
  }
}
