package dev.raglan.model;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document as a search found it.
 *
 * <p>Source: LastMile's {@code RetrievedChunk}.
 *
 * @param id its id; null if the store gives none
 * @param content its text; null if it is not captured
 * @param score how well it matches, in the store's own measure; null if the store does not say
 * @param extras whatever else is known of it
 */
public record RetrievedChunk(
    @Nullable String id,
    @Nullable String content,
    @Nullable Double score,
    Map<String, Object> extras) {

  /** Copies the extras. */
  public RetrievedChunk {
    Objects.requireNonNull(extras, "extras");
    extras = Map.copyOf(extras);
  }

  /** A chunk with its id, text and score. */
  public static RetrievedChunk of(
      @Nullable String id, @Nullable String content, @Nullable Double score) {
    return new RetrievedChunk(id, content, score, Map.of());
  }

  /** The same by its id and score alone. */
  public RetrievedChunk withoutContent() {
    return of(id, null, score);
  }
}
