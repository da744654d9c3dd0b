package dev.raglan.trace;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the facade demands of its arguments. */
public final class Checks {

  private Checks() {}

  /**
   * The text.
   *
   * @throws IllegalArgumentException if it is null or blank
   */
  public static String text(String what, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(what + " must be a text that is not blank");
    }
    return value;
  }

  /**
   * The value.
   *
   * @throws IllegalArgumentException if it is null
   */
  static <T> T given(String what, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(what + " must not be null");
    }
    return value;
  }

  /**
   * The duration.
   *
   * @throws IllegalArgumentException if it is null or negative
   */
  static Duration duration(@Nullable Duration value) {
    Duration duration = given("duration", value);
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must be zero or more but is " + duration);
    }
    return duration;
  }

  /**
   * Checks that an end does not lie before its start.
   *
   * @param start null if it is not known
   * @param end null if it is not known
   * @throws IllegalArgumentException if it does
   */
  public static void order(@Nullable Instant start, @Nullable Instant end) {
    if (start != null && end != null && end.isBefore(start)) {
      throw new IllegalArgumentException(
          "the end must not be before the start, " + start + ", but is " + end);
    }
  }
}
