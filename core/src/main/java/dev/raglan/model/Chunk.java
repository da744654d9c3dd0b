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
 * @param extras further data
 */
public record Chunk(
    String id,
    @Nullable String content,
    @Nullable List<Float> embedding,
    Map<String, Object> extras) {

  /** Copies the embedding and the extras; null, and entries of null, are left out. */
  public Chunk {
    id = Document.requireId(id);
    embedding = embedding == null ? null : embedding.stream().filter(Objects::nonNull).toList();
    extras = Document.copyOfExtras(extras);
  }

  /** Returns a chunk known by its id and text. */
  public static Chunk of(String id, @Nullable String content) {
    return new Chunk(id, content, null, Map.of());
  }
}
