package dev.raglan.internal.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads lists and maps of any kind, except those that query a database when they are read. */
public final class ListElements {

  private ListElements() {}

  /** Returns true for a collection, an array of objects or a JSON array. */
  public static boolean isList(Object value) {
    return value instanceof Collection<?> && !isLazy(value)
        || value instanceof Object[]
        || value instanceof JsonNode node && node.isArray();
  }

  /** Returns true for a map whose keys are names. */
  static boolean isNamed(Object value) {
    if (!(value instanceof Map<?, ?> map) || isLazy(value)) {
      return false;
    }
    // Not the keys: a small map makes its entries for them, too.
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    return entries.hasNext() && entries.next().getKey() instanceof String;
  }

  private static boolean isLazy(Object value) {
    String type = value.getClass().getName();
    return type.startsWith("org.hibernate.") || type.startsWith("org.eclipse.persistence.");
  }

  /** Returns the number of elements of a list. */
  public static int size(Object list) {
    if (list instanceof Collection<?> all) {
      return all.size();
    }
    return list instanceof JsonNode node ? node.size() : ((Object[]) list).length;
  }

  /** Returns the elements of a list. */
  public static Iterator<?> iterator(Object list) {
    if (list instanceof Collection<?> all) {
      return all.iterator();
    }
    return list instanceof JsonNode node
        ? node.elements()
        : Arrays.asList((Object[]) list).iterator();
  }

  /**
   * Returns the first element and the newest, in their order: of a conversation those that count.
   *
   * @param most the most elements
   */
  public static List<Object> ends(Object list, int most) {
    int size = size(list);
    int gap = size - most;
    List<Object> ends = new ArrayList<>(Math.min(size, most));
    Iterator<?> each = iterator(list);
    for (int i = 0; ends.size() < most && each.hasNext(); i++) {
      Object element = each.next();
      if (element != null && (i == 0 || i > gap)) {
        ends.add(element);
      }
    }
    return ends;
  }
}
