package dev.raglan.internal.read;

import dev.raglan.spi.ChunkReader;
import org.jspecify.annotations.Nullable;

/** Reader of chunks that can change, which copies what it reads of them. */
public interface CopiedChunks extends ChunkReader {

  /**
   * Returns what is read of a chunk, to be added in its place; it never changes.
   *
   * @return null if nothing is
   */
  @Nullable Object copy(Object chunk);
}
