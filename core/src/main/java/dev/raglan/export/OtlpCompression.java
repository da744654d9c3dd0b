package dev.raglan.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Whether the bodies of OTLP requests are compressed. */
public enum OtlpCompression {
  /** Compressed with gzip. */
  GZIP,
  /** Sent as they are. */
  NONE;

  /** The compression's name in configuration, such as {@code gzip}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The compression of that name, in any case.
   *
   * @throws IllegalArgumentException if there is none, with the names that are allowed
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
