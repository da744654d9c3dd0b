package dev.raglan.internal.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a path. */
sealed interface PathStep {

  /** What the step leads to; null if nothing is there. */
  @Nullable Object from(Object current) throws Throwable;

  /**
   * A step to a named value.
   *
   * @param name of a key, member, component, property or field
   */
  record Name(String name) implements PathStep {

    private static final int MOST_KEYS = 1024;

    @Override
    public @Nullable Object from(Object current) throws Throwable {
      if (current instanceof Map<?, ?> map) {
        return fromMap(map);
      }
      if (current instanceof JsonNode node) {
        return node.get(name);
      }
      MethodHandle reader = Accessors.of(current.getClass()).get(name);
      return reader == null ? null : Members.read(reader, current);
    }

    /** By the key itself or, where keys are no strings, by the key's text. */
    private @Nullable Object fromMap(Map<?, ?> map) {
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      if (!entries.hasNext() || map.size() > MOST_KEYS) {
        return map.get(name);
      }
      Map.Entry<?, ?> first = entries.next();
      if (first.getKey() instanceof String) {
        return map.get(name);
      }
      Map.Entry<?, ?> entry = first;
      while (!name.equals(ScalarTexts.key(entry.getKey()))) {
        if (!entries.hasNext()) {
          return null;
        }
        entry = entries.next();
      }
      return entry.getValue();
    }
  }

  /**
   * A step to an element.
   *
   * @param index from 0; from the end, which is -1, if negative
   */
  record Index(int index) implements PathStep {

    @Override
    public @Nullable Object from(Object current) {
      int size = size(current);
      int at = index < 0 ? size + index : index;
      if (at < 0 || at >= size) {
        return null;
      }
      if (current instanceof List<?> list) {
        return list.get(at);
      }
      if (current instanceof JsonNode node) {
        return node.get(at);
      }
      return current instanceof Collection<?> collection
          ? element(collection, at)
          : Array.get(current, at);
    }

    private static int size(Object current) {
      if (current instanceof Collection<?> collection) {
        return collection.size();
      }
      if (current instanceof JsonNode node) {
        return node.isArray() ? node.size() : 0;
      }
      return current.getClass().isArray() ? Array.getLength(current) : 0;
    }

    private static @Nullable Object element(Collection<?> collection, int at) {
      Iterator<?> elements = collection.iterator();
      for (int i = 0; i < at; i++) {
        elements.next();
      }
      return elements.next();
    }
  }

  /** A JSON scalar as the Java value it stands for; anything else itself. */
  static @Nullable Object plain(@Nullable Object value) {
    if (!(value instanceof JsonNode node)) {
      return value;
    }
    return switch (node.getNodeType()) {
      case STRING -> node.textValue();
      case NUMBER -> node.numberValue();
      case BOOLEAN -> node.booleanValue();
      case POJO -> ((POJONode) node).getPojo();
      case NULL, MISSING -> null;
      default -> node;
    };
  }
}
