package dev.raglan.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a document as a search found it.
 *
 * <p>Source: LastMile's {@code RetrievedChunk}.
 *
 * @param id its id; null if the store gives none
 * @param content its text; null if it is not captured
 * @param score its relevance, in the store's own measure; null if the store does not say
 * @param extras further data
 */
public record RetrievedChunk(
    @Nullable String id,
    @Nullable String content,
    @Nullable Double score,
    Map<String, Object> extras) {

  /** Copies the extras; null, and entries of null, are left out. */
  public RetrievedChunk {
    extras = Document.copyOfExtras(extras);
  }

  /** Returns a chunk with its id, text and score. */
  public static RetrievedChunk of(
      @Nullable String id, @Nullable String content, @Nullable Double score) {
    return new RetrievedChunk(id, content, score, Map.of());
  }

  /** Returns the chunk with its id and score alone. */
  public RetrievedChunk withoutContent() {
    return of(id, null, score);
  }
}
