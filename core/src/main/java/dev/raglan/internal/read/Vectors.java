package dev.raglan.internal.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Reader of embedding vectors, if they are asked for.
 *
 * @param asked true if they are read, false if only their dimensions are
 */
public record Vectors(boolean asked) {

  private static final double PLACES = 10_000;

  /** Returns the first vectors, rounded to 4 places; none unless they are asked for. */
  public List<List<Double>> of(List<?> vectors) {
    List<List<Double>> read = new ArrayList<>();
    for (int i = 0; asked && i < Math.min(vectors.size(), Limits.VECTORS); i++) {
      read.add(rounded(vectors.get(i)));
    }
    return read;
  }

  private static List<Double> rounded(Object vector) {
    List<Double> numbers = new ArrayList<>();
    if (vector instanceof float[] floats) {
      for (float each : floats) {
        numbers.add(rounded(each));
      }
    } else if (vector instanceof double[] doubles) {
      for (double each : doubles) {
        numbers.add(rounded(each));
      }
    } else if (vector instanceof Iterable<?> all) {
      all.forEach(each -> addTo(numbers, each));
    }
    return numbers;
  }

  private static void addTo(List<Double> numbers, Object each) {
    if (each instanceof JsonNode node && node.isNumber()) {
      numbers.add(rounded(node.doubleValue()));
    } else if (each instanceof Number number) {
      numbers.add(rounded(number.doubleValue()));
    }
  }

  private static double rounded(double number) {
    return Double.isFinite(number) ? Math.rint(number * PLACES) / PLACES : number;
  }

  /** Returns the number of dimensions of a vector; 0 for any other value. */
  public static int dimensions(Object vector) {
    if (vector instanceof float[] floats) {
      return floats.length;
    }
    if (vector instanceof double[] doubles) {
      return doubles.length;
    }
    if (vector instanceof JsonNode node) {
      return node.isArray() ? node.size() : 0;
    }
    return vector instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Number
        ? list.size()
        : 0;
  }
}
