package dev.raglan.internal.read;

import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;

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
