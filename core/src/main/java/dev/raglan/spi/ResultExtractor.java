package dev.raglan.spi;

import dev.raglan.model.Extraction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an LLM engineer needs to see out of the values of one library: requests, responses,
 * messages, documents, embeddings.
 *
 * <p>Found through {@link java.util.ServiceLoader}; the application's own are asked before
 * Raglan's. A value is read on the thread of the call, or later on another one if it cannot change.
 * Implementations are stateless and thread-safe. They may throw whatever they like: what they throw
 * is logged, and nothing is read from that value.
 */
public interface ResultExtractor {

  /** Returns true if the extractor reads values of the class, which is the one at run time. */
  boolean supports(Class<?> type);

  /**
   * Reads a value.
   *
   * @param value of a supported class; it must not be kept, changed or consumed
   * @return {@link Extraction#NONE} if there is nothing to read
   */
  Extraction extract(Object value);

  /**
   * Returns the settings of a request: its model, temperature, tools and the like.
   *
   * @param request of a supported class; it must not be kept, changed or consumed
   * @return values by their names on the wire, such as {@code max_tokens}; empty if the value is no
   *     request
   */
  default Map<String, Object> settings(Object request) {
    return Map.of();
  }

  /**
   * Returns a reader of the chunks of one streamed response; the first one is still to be added.
   *
   * @param first the first chunk, of a supported class; it must not be kept
   * @return null if the value is not a chunk
   */
  default @Nullable ChunkReader chunks(Object first) {
    return null;
  }

  /**
   * Returns true if instances of the class never change, so that they may be kept by reference and
   * read later, on another thread. Asked once for each class.
   */
  default boolean isImmutable(Class<?> type) {
    return false;
  }
}
