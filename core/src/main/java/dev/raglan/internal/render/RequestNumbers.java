package dev.raglan.internal.render;

import org.jspecify.annotations.Nullable;

/** Reads numbers that were bound as text. */
final class RequestNumbers {

  private static final int LONGEST = 32;

  private RequestNumbers() {}

  static @Nullable Number parse(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > LONGEST) {
      return null;
    }
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
