package dev.raglan.spi;

import dev.raglan.model.Extraction;

/**
 * Reader of the chunks of one streamed response: as they pass by or, of classes that its extractor
 * says never change, once the stream has ended, on another thread. Not thread-safe: its caller
 * synchronizes.
 */
public interface ChunkReader {

  /**
   * Adds a chunk.
   *
   * @param chunk the next one; it must not be kept. One of another class than the first is ignored
   */
  void add(Object chunk);

  /** Returns the extraction of the chunks so far. May be called more than once. */
  Extraction result();
}
