package dev.raglan.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document that a RAG pipeline ingests.
 *
 * <p>Source: LastMile's {@code Document}.
 *
 * @param id its id
 * @param name its name; null for none
 * @param content its content; null if it is not captured
 * @param extras further data
 */
public record Document(
    String id, @Nullable String name, @Nullable Object content, Map<String, Object> extras) {

  /** Copies the extras; null, and entries of null, are left out. */
  public Document {
    id = requireId(id);
    extras = copyOfExtras(extras);
  }

  /** Returns a document known by its id, name and content. */
  public static Document of(String id, @Nullable String name, @Nullable Object content) {
    return new Document(id, name, content, Map.of());
  }

  /** Returns an unmodifiable copy in order, without null keys and values, which stores return. */
  static Map<String, Object> copyOfExtras(
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    if (extras == null || extras.isEmpty()) {
      return Map.of();
    }
    if (extras.size() == 1) {
      var entries = extras.entrySet().iterator();
      return entries.hasNext() ? copyOf(entries.next()) : Map.of();
    }
    Map<String, Object> copy = new LinkedHashMap<>(extras.size() * 2);
    extras.forEach(
        (key, value) -> {
          if (key != null && value != null) {
            copy.put(key, value);
          }
        });
    return Collections.unmodifiableMap(copy);
  }

  /** Much metadata is one name and its value. */
  private static Map<String, Object> copyOf(Map.Entry<String, ? extends @Nullable Object> only) {
    String key = only.getKey();
    Object value = only.getValue();
    return key == null || value == null ? Map.of() : Collections.singletonMap(key, value);
  }

  /** Returns the id. */
  static String requireId(@Nullable String id) {
    if (id == null) {
      throw new IllegalArgumentException("id must not be null");
    }
    return id;
  }
}
