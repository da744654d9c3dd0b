package dev.raglan.spi;

import dev.raglan.model.CaptureLimits;
import org.jspecify.annotations.Nullable;

/** Writes values as redacted text or JSON of bounded length. Thread-safe; never throws. */
public interface ContentWriter {

  /** Returns the limits that hold where a call names no other. */
  CaptureLimits limits();

  /** Returns the text, redacted and then cut to {@link CaptureLimits#maxLength()} characters. */
  String text(CharSequence text);

  /**
   * Returns the text, redacted and then cut.
   *
   * @param maxLength the most characters of the result, a marker of the cut included; at least 16
   */
  String text(CharSequence text, int maxLength);

  /**
   * Returns the value as JSON of at most {@link CaptureLimits#maxLength()} characters.
   *
   * @param value anything; maps, lists, texts, numbers and booleans are what a dialect needs
   */
  String json(@Nullable Object value);

  /**
   * Returns the value as JSON.
   *
   * @param maxLength the most characters of the result; at least 16
   */
  String json(@Nullable Object value, int maxLength);

  /**
   * Reads a JSON text; nothing of it is redacted or cut yet.
   *
   * @return its object or array as maps, lists, texts, numbers and booleans; the text itself if it
   *     is no JSON object or array
   */
  Object parse(String text);
}
