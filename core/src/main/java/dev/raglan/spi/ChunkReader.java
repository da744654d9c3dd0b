package dev.raglan.spi;

import dev.raglan.model.Extraction;

/**
 * Puts the chunks of one streamed response together as they pass by. Not thread-safe: its user sees
 * to that.
 */
public interface ChunkReader {

  /**
   * Takes note of a chunk.
   *
   * @param chunk the next one; it must not be kept. One of another class than the first is ignored
   */
  void add(Object chunk);

  /** What the chunks so far amount to. May be asked more than once. */
  Extraction result();
}
