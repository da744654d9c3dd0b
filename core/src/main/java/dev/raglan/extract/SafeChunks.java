package dev.raglan.extract;

import dev.raglan.internal.Safe;
import dev.raglan.model.Extraction;

/**
 * Keeps what an extractor's reader throws away from the stream.
 *
 * @param type the class of the first chunk; others may be siblings of it, as in a sealed hierarchy
 * @param reader the extractor's
 */
record SafeChunks(Class<?> type, ChunkReader reader) implements ChunkReader {

  @Override
  public void add(Object chunk) {
    Safe.run("reading a chunk of " + type.getName(), () -> reader.add(chunk));
  }

  @Override
  public Extraction result() {
    return Safe.orElse(reader::result, Extraction.NONE);
  }
}
