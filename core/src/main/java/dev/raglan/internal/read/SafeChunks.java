package dev.raglan.internal.read;

import dev.raglan.internal.capture.KeptChunks;
import dev.raglan.internal.foreign.Carriers;
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

  /** Keeps a chunk to be added later; returns false if it is to be added now. */
  boolean keep(Object chunk, KeptChunks kept) {
    try {
      Object opened = Carriers.open(chunk);
      if (opened == null || !(reader instanceof CopiedChunks copied)) {
        return opened == null || kept.add(opened);
      }
      Object copy = copied.copy(opened);
      return copy == null || kept.addCopy(copy);
    } catch (Throwable thrown) {
      return false; // It is read now, and what is thrown then is told.
    }
  }

  @Override
  public void add(Object chunk) {
    try {
      Object opened = Carriers.open(chunk);
      if (opened != null) {
        reader.add(opened);
      }
    } catch (Throwable thrown) {
      Safe.log("reading a chunk of " + type.getName(), thrown);
    }
  }

  @Override
  public Extraction result() {
    return Safe.orElse(reader::result, Extraction.NONE);
  }
}
