package dev.raglan.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The compression of request bodies. */
public enum OtlpCompression {
  /** Compression with gzip. */
  GZIP,
  /** Compression with zstd, which collectors accept; needs {@code com.github.luben:zstd-jni}. */
  ZSTD,
  /** No compression. */
  NONE;

  /** Returns the compression's name in configuration, such as {@code gzip}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the compression of that name, ignoring case.
   *
   * @throws IllegalArgumentException if no compression has that name; lists those that exist
   */
  public static OtlpCompression parse(String id) {
    return Arrays.stream(values())
        .filter(compression -> compression.id().equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("compression must be one of " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(OtlpCompression::id).collect(Collectors.joining(", "));
  }
}
