package dev.raglan.internal.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.Embeddings;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reader of embedding vectors: arrays and collections of numbers, of Java or of JSON.
 *
 * @param asked true if their numbers are read, false if only their dimensions are
 */
public record Vectors(boolean asked) {

  private static final double PLACES = 10_000;

  /** Returns the first vectors, rounded; none unless they are asked for. */
  public List<List<Double>> of(Collection<?> vectors) {
    return of(vectors, Limits.VECTORS);
  }

  /**
   * Returns the first vectors, rounded; none unless they are asked for.
   *
   * @param most the most that are read
   */
  public List<List<Double>> of(Collection<?> vectors, int most) {
    return asked ? vectors.stream().limit(most).map(Vectors::rounded).toList() : List.of();
  }

  /** Returns the numbers of a vector, rounded to four places; empty for any other value. */
  public static List<Double> rounded(@Nullable Object vector) {
    List<Double> numbers = new ArrayList<>();
    if (vector instanceof Iterable<?> all) {
      all.forEach(each -> addTo(numbers, each));
    } else if (isNumberArray(vector)) {
      for (int i = 0; i < Array.getLength(vector); i++) {
        addTo(numbers, Array.get(vector, i));
      }
    }
    return numbers;
  }

  private static void addTo(List<Double> numbers, @Nullable Object each) {
    if (each instanceof JsonNode node && node.isNumber()) {
      numbers.add(rounded(node.doubleValue()));
    } else if (each instanceof Number number) {
      numbers.add(rounded(number.doubleValue()));
    }
  }

  private static double rounded(double number) {
    return Double.isFinite(number) ? Math.rint(number * PLACES) / PLACES : number;
  }

  /** Returns the number and the dimensions, for where vectors are not asked for. */
  public static RawJson summary(Embeddings embeddings) {
    Integer dimensions = embeddings.dimensions();
    String more = dimensions == null ? "" : ",\"dimensions\":" + dimensions;
    return new RawJson("{\"count\":" + embeddings.count() + more + "}");
  }

  /** Returns the number of dimensions of a vector; 0 for any other value. */
  public static int dimensions(@Nullable Object vector) {
    if (vector instanceof JsonNode node) {
      return node.isArray() && node.path(0).isNumber() ? node.size() : 0;
    }
    if (vector instanceof Collection<?> numbers) {
      return !numbers.isEmpty() && numbers.iterator().next() instanceof Number ? numbers.size() : 0;
    }
    return isNumberArray(vector) ? Array.getLength(vector) : 0;
  }

  private static boolean isNumberArray(@Nullable Object vector) {
    Class<?> component = vector == null ? null : vector.getClass().getComponentType();
    return component != null
        && (Number.class.isAssignableFrom(component)
            || component.isPrimitive() && component != boolean.class && component != char.class);
  }
}
