package dev.raglan.internal.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import okio.Buffer;

/** A compression at a level. Immutable. */
final class BodyEncoding {

  private static final int BUFFER = 8 << 10;

  private final String compression;
  private final int level;

  /**
   * @param compression {@code gzip}, {@code zstd} or {@code none}
   * @throws NoClassDefFoundError if the library for zstd is not on the class path
   */
  BodyEncoding(String compression, int level) {
    this.compression = compression;
    this.level = level;
    if (compression.equals("zstd")) {
      ZstdStreams.check();
    }
  }

  boolean isNone() {
    return compression.equals("none");
  }

  /** Returns the name of the content encoding. */
  String encoding() {
    return compression;
  }

  Buffer compress(Buffer plain) {
    if (isNone()) {
      return plain;
    }
    Buffer compressed = new Buffer();
    try (OutputStream out = stream(compressed.outputStream())) {
      plain.copyTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed;
  }

  private OutputStream stream(OutputStream out) throws IOException {
    return compression.equals("zstd") ? ZstdStreams.open(out, level) : new LeveledGzip(out, level);
  }

  /** A gzip stream of a chosen level. */
  private static final class LeveledGzip extends GZIPOutputStream {

    LeveledGzip(OutputStream out, int level) throws IOException {
      super(out, BUFFER);
      def.setLevel(Math.min(level, Deflater.BEST_COMPRESSION));
    }
  }
}
