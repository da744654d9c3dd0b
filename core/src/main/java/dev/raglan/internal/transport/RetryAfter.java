package dev.raglan.internal.transport;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The value of a {@code Retry-After} header: seconds or an HTTP date. */
public final class RetryAfter {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
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
    try {
      Duration pause = Duration.between(now, ZonedDateTime.parse(text, DATE).toInstant());
      if (pause.isNegative()) {
        return 0;
      }
      return pause.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : pause.toNanos();
    } catch (DateTimeParseException e) {
      return -1;
    }
  }
}
