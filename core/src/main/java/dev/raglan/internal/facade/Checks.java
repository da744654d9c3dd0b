package dev.raglan.internal.facade;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Checks of the facade's arguments. */
final class Checks {

  /** The last time that OpenTelemetry can express. */
  static final Instant LATEST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

  private Checks() {}

  /**
   * Returns the text.
   *
   * @throws IllegalArgumentException if it is null or blank
   */
  static String text(String what, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    return value;
  }

  /**
   * Returns the value.
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
   * Returns the duration.
   *
   * @throws IllegalArgumentException if it is null or negative
   */
  static Duration duration(String what, @Nullable Duration value) {
    Duration duration = given(what, value);
    if (duration.isNegative()) {
      throw new IllegalArgumentException(what + " must be zero or more but is " + duration);
    }
    return duration;
  }

  /**
   * Returns the time.
   *
   * @throws IllegalArgumentException if it is null, or cannot be written as nanoseconds since 1970
   */
  static Instant time(String what, @Nullable Instant value) {
    Instant time = given(what, value);
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException(
          what + " must be between " + Instant.EPOCH + " and " + LATEST + " but is " + time);
    }
    return time;
  }

  /**
   * Checks that an end is not before its start.
   *
   * @param start null if it is not known
   * @param end null if it is not known
   * @throws IllegalArgumentException if it is
   */
  static void order(@Nullable Instant start, @Nullable Instant end) {
    if (start != null && end != null && end.isBefore(start)) {
      throw new IllegalArgumentException(
          "the end must not be before the start, " + start + ", but is " + end);
    }
  }
}
