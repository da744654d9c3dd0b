package dev.raglan.internal.otlp;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Streams of zstd-jni. The only class that names it, because the application may not have it. */
final class ZstdStreams {

  private ZstdStreams() {}

  /**
   * Loads the library.
   *
   * @throws LinkageError if it is not on the class path or has no native code for this machine
   */
  static void check() {
    Zstd.maxCompressionLevel();
  }

  static OutputStream open(OutputStream out, int level) throws IOException {
    return new ZstdOutputStream(out, level);
  }
}
