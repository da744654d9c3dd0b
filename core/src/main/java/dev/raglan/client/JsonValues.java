package dev.raglan.client;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Immutable copies of values that JSON can hold. */
final class JsonValues {

  private static final int MAX_DEPTH = 200;

  private static final Set<Class<?>> PLAIN =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          BigInteger.class,
          BigDecimal.class);

  private JsonValues() {}

  /**
   * Returns an unmodifiable copy, in the same order.
   *
   * @param place the name of the map in error messages
   * @throws IllegalArgumentException if a value is not one that JSON can hold; names its place,
   *     never quotes it
   */
  static Map<String, @Nullable Object> copy(
      String place, Map<String, ? extends @Nullable Object> map) {
    return copyOfMap(place, map, 1);
  }

  private static Map<String, @Nullable Object> copyOfMap(String place, Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException(place + " has a key that is not a String");
      }
      copy.put(key, copyOfValue(place + "." + key, entry.getValue(), depth));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object copyOfValue(String place, @Nullable Object value, int depth) {
    if (value == null || PLAIN.contains(value.getClass())) {
      return value;
    }
    if (depth >= MAX_DEPTH) {
      throw new IllegalArgumentException(
          "values are nested deeper than " + MAX_DEPTH + " levels, or hold themselves");
    }
    if (value instanceof Map<?, ?> map) {
      return copyOfMap(place, map, depth + 1);
    }
    if (value instanceof Collection<?> items) {
      return copyOfItems(place, items, depth + 1);
    }
    if (value instanceof Object[] items) {
      return copyOfItems(place, Arrays.asList(items), depth + 1);
    }
    if ((value instanceof Double || value instanceof Float)
        && Double.isFinite(((Number) value).doubleValue())) {
      return value;
    }
    throw new IllegalArgumentException(
        place
            + " is of "
            + value.getClass().getName()
            + "; expected a map, a collection, an array of objects, a String, a finite number, a"
            + " Boolean or null");
  }

  private static List<@Nullable Object> copyOfItems(String place, Collection<?> items, int depth) {
    List<@Nullable Object> copy = new ArrayList<>(items.size());
    for (Object item : items) {
      copy.add(copyOfValue(place + "[" + copy.size() + "]", item, depth));
    }
    return Collections.unmodifiableList(copy);
  }
}
