package dev.raglan.internal.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.type.PropertyPath;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of documents, as far as it can be kept: plain values under their names. */
public final class Extras {

  /** The way to plain values of JSON trees and of messages. */
  private static final PropertyPath JSON_OR_OTHER = PropertyPath.parse("");

  private Extras() {}

  /** Returns the plain values of the metadata; empty if it is not a map. */
  public static Map<String, Object> of(@Nullable Object metadata) {
    return of(metadata, null);
  }

  /**
   * Returns the plain values of the metadata; empty if it is not a map.
   *
   * @param content a text that is left out; null for none
   */
  static Map<String, Object> of(@Nullable Object metadata, @Nullable String content) {
    Map<String, Object> extras =
        metadata instanceof Map<?, ?> map && map.size() == 1 ? only(map) : all(metadata);
    if (content != null && extras.containsValue(content)) {
      extras = new LinkedHashMap<>(extras);
      extras.values().removeIf(content::equals);
    }
    return extras;
  }

  /** Much metadata is one name and its value. */
  private static Map<String, Object> only(Map<?, ?> metadata) {
    Iterator<? extends Map.Entry<?, ?>> entries = metadata.entrySet().iterator();
    Map.Entry<?, ?> only = entries.hasNext() ? entries.next() : null; // It may be changing.
    Object key = only == null ? null : only.getKey();
    Object value = only == null ? null : plain(only.getValue());
    return key == null || value == null ? Map.of() : Map.of(String.valueOf(key), value);
  }

  private static Map<String, Object> all(@Nullable Object metadata) {
    Map<String, Object> extras = new LinkedHashMap<>(4);
    if (metadata instanceof JsonNode node) {
      node.properties().forEach(each -> add(each.getKey(), each.getValue(), extras));
    } else if (metadata instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> each : map.entrySet()) {
        add(each.getKey(), each.getValue(), extras);
      }
    }
    return extras;
  }

  private static void add(@Nullable Object key, @Nullable Object held, Map<String, Object> extras) {
    Object value = extras.size() < Limits.EXTRAS ? plain(held) : null;
    if (key != null && value != null) {
      extras.put(String.valueOf(key), value);
    }
  }

  private static @Nullable Object plain(@Nullable Object held) {
    Object value = JSON_OR_OTHER.find(held);
    if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    boolean immutable =
        value instanceof String || value instanceof Boolean || value instanceof Number;
    return immutable ? value : value instanceof UUID ? value.toString() : null;
  }
}
