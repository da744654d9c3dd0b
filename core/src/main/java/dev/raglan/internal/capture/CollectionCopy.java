package dev.raglan.internal.capture;

import dev.raglan.internal.safe.Safe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies the JDK's usual collections whose elements cannot change: the copy says later what the
 * collection says now, and costs far less than to write it out.
 *
 * <p>Only these very classes are copied: to copy a subclass would run code of the application.
 * Thread-safe; never throws.
 */
final class CollectionCopy {

  private static final Set<Class<?>> COLLECTIONS =
      Set.of(
          ArrayList.class,
          LinkedList.class,
          HashSet.class,
          LinkedHashSet.class,
          Arrays.asList().getClass(),
          Immutability.PART_OF_LIST);

  private final Immutability immutability;
  private final int maxItems;

  /**
   * @param maxItems the most elements that are copied: no more are written
   */
  CollectionCopy(Immutability immutability, int maxItems) {
    this.immutability = immutability;
    this.maxItems = maxItems;
  }

  /**
   * Returns an unmodifiable copy that is written as the value is.
   *
   * @return null if the value is no such collection, holds too much, or holds what can change
   */
  @Nullable Object of(Object value) {
    Class<?> type = value.getClass();
    if (isMap(type)) {
      return Safe.orNull(() -> copy((Map<?, ?>) value));
    }
    return isCollection(type) ? Safe.orNull(() -> copy((Collection<?>) value)) : null;
  }

  /** Returns true for a class of collections that can be copied. */
  static boolean isCollection(Class<?> type) {
    return COLLECTIONS.contains(type);
  }

  /** Returns true for a class of maps that can be copied. */
  static boolean isMap(Class<?> type) {
    return type == LinkedHashMap.class || type == HashMap.class;
  }

  private @Nullable Object copy(Collection<?> values) {
    if (values.size() > maxItems) {
      return null;
    }
    List<?> copy = Collections.unmodifiableList(Arrays.asList(values.toArray()));
    return immutability.elementsHold(copy) ? copy : null;
  }

  /** Keys of other types could run code of their own when they are put into the copy. */
  private @Nullable Object copy(Map<?, ?> values) {
    if (values.size() > maxItems || !immutability.elementsHold(values.values())) {
      return null;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> each : values.entrySet()) {
      if (!(each.getKey() instanceof String key)) {
        return null;
      }
      copy.put(key, each.getValue());
    }
    return Collections.unmodifiableMap(copy);
  }
}
