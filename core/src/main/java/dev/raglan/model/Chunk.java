package dev.raglan.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document.
 *
 * <p>Source: LastMile's {@code Chunk}.
 *
 * @param id its id
 * @param content its text; null if it is not captured
 * @param embedding its embedding; null if there is none
 * @param extras whatever else is known of it
 */
public record Chunk(
    String id,
    @Nullable String content,
    @Nullable List<Float> embedding,
    Map<String, Object> extras) {

  /** Copies the embedding and the extras. */
  public Chunk {
    Objects.requireNonNull(id, "id");
    embedding = embedding == null ? null : List.copyOf(embedding);
    extras = Map.copyOf(extras);
  }

  /** A chunk known by its id and text. */
  public static Chunk of(String id, @Nullable String content) {
    return new Chunk(id, content, null, Map.of());
  }
}
