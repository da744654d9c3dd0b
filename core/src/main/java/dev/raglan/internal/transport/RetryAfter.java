package dev.raglan.internal.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The value of a {@code Retry-After} header: seconds or an HTTP date. */
public final class RetryAfter {

  /** The form of today, and the two that HTTP had before, which are still to be read. */
  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT),
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
              .withZone(ZoneOffset.UTC));

  private static final int MAX_DIGITS = 9;
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /**
   * Returns the pause in nanoseconds, at most a day; negative if the value is missing or malformed.
   */
  public static long nanos(@Nullable String value, Instant now) {
    if (value == null) {
      return -1;
    }
    String text = value.strip();
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long seconds = text.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(text);
      return TimeUnit.SECONDS.toNanos(Math.min(seconds, LONGEST.toSeconds()));
    }
    for (DateTimeFormatter form : DATES) {
      try {
        return nanosUntil(ZonedDateTime.parse(text, form).toInstant(), now);
      } catch (DateTimeParseException e) {
        // Another form, or none.
      }
    }
    return -1;
  }

  private static long nanosUntil(Instant time, Instant now) {
    Duration pause = Duration.between(now, time);
    if (pause.isNegative()) {
      return 0;
    }
    return pause.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : pause.toNanos();
  }
}
