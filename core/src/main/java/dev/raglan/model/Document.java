package dev.raglan.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A document that a RAG pipeline ingests.
 *
 * <p>Source: LastMile's {@code Document}.
 *
 * @param id its id
 * @param name its name; null for none
 * @param content what it holds; null if it is not captured
 * @param extras whatever else is known of it
 */
public record Document(
    String id, @Nullable String name, @Nullable Object content, Map<String, Object> extras) {

  /** Copies the extras. */
  public Document {
    Objects.requireNonNull(id, "id");
    extras = Map.copyOf(extras);
  }

  /** A document known by its id, name and content. */
  public static Document of(String id, @Nullable String name, @Nullable Object content) {
    return new Document(id, name, content, Map.of());
  }
}
