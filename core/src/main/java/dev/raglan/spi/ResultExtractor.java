package dev.raglan.spi;

import dev.raglan.model.Extraction;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an LLM engineer needs to see out of the values of one library: requests, responses,
 * messages, documents, embeddings.
 *
 * <p>Found through {@link java.util.ServiceLoader}; the application's own are asked before
 * Raglan's. Implementations are stateless and thread-safe. They may throw whatever they like: what
 * they throw is logged, and nothing is read from that value.
 */
public interface ResultExtractor {

  /** Whether the extractor reads values of the class, which is the one at run time. */
  boolean supports(Class<?> type);

  /**
   * What the value holds.
   *
   * @param value of a supported class; it must not be kept, changed or consumed
   * @return {@link Extraction#NONE} if there is nothing to read
   */
  Extraction extract(Object value);

  /**
   * A reader that puts the chunks of one streamed response together; it is still to be given the
   * first one.
   *
   * @param first the first chunk, of a supported class; it must not be kept
   * @return null if the value is no chunk
   */
  default @Nullable ChunkReader chunks(Object first) {
    return null;
  }

  /**
   * Whether instances of the class never change, so that they may be kept by reference and read
   * later, on another thread.
   */
  default boolean vouches(Class<?> type) {
    return false;
  }
}
