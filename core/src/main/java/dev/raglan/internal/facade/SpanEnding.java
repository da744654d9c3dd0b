package dev.raglan.internal.facade;

import dev.raglan.internal.record.Outcome;
import dev.raglan.model.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The status and the end of an open span, as far as they are set. Not thread-safe. */
final class SpanEnding {

  /** Nothing is set, as of most spans; nothing can be set on this. */
  static final SpanEnding NONE = new SpanEnding();

  private @Nullable StatusText set;
  private Status status = Status.UNKNOWN;
  private @Nullable Throwable error;
  private @Nullable Instant end;
  private @Nullable Duration duration;

  void status(StatusText text) {
    set = text;
    status = text.status();
  }

  void at(@Nullable Instant time) {
    end = time;
  }

  void after(@Nullable Duration time) {
    duration = time;
  }

  /**
   * Sets the exception that the span fails with.
   *
   * @return the one before, which would be lost; null if there was none
   */
  @Nullable Throwable exception(Throwable thrown) {
    Outcome outcome = Outcome.of(thrown);
    set = null;
    status = outcome.status();
    Throwable before = error;
    if (outcome.error() != null) {
      error = outcome.error();
    }
    return error == before ? null : before;
  }

  /** Sets the outcome of the work, unless a status was set. */
  void worked(Status outcome) {
    boolean isOpen = set == null || set.status() == Status.PENDING;
    if (isOpen && error == null) {
      set = null;
      status = outcome;
    }
  }

  /** Returns the status as it is written; null where OpenTelemetry's says all. */
  @Nullable String text() {
    if (set != null) {
      return set.text();
    }
    return status == Status.SUCCESS || status == Status.FAILURE ? null : status.id();
  }

  boolean failed() {
    return status == Status.FAILURE;
  }

  /** Returns the last exception; null for none. */
  @Nullable Throwable error() {
    return error;
  }

  /**
   * Returns the end of a span, which is never before its start.
   *
   * @param asked null for the end that was set
   * @param latest the end of the parent, when that ends the span; null for none
   * @return null for now
   */
  @Nullable Instant time(Span span, @Nullable Instant asked, @Nullable Instant latest) {
    boolean isNow = asked == null && latest == null && end == null && duration == null;
    if (isNow) {
      return null; // The start is not asked for: that copies all attributes.
    }
    Instant start = start(span);
    Instant time = asked == null ? endSet(start) : asked;
    if (latest != null && (time == null ? latest.isBefore(Instant.now()) : latest.isBefore(time))) {
      time = latest;
    }
    return time != null && start != null && time.isBefore(start) ? start : time;
  }

  private @Nullable Instant endSet(@Nullable Instant start) {
    if (end != null || duration == null) {
      return end;
    }
    if (start == null) {
      return null;
    }
    boolean isTooLong = duration.compareTo(Duration.between(start, Checks.LATEST)) > 0;
    return isTooLong ? Checks.LATEST : start.plus(duration);
  }

  /**
   * Checks that a time is not before a span's start, by the millisecond: clocks differ by less.
   *
   * @throws IllegalArgumentException if it is
   */
  static void check(Span span, Instant time) {
    Instant start = start(span);
    Checks.order(start == null ? null : start.truncatedTo(ChronoUnit.MILLIS), time);
  }

  private static @Nullable Instant start(Span span) {
    return span instanceof ReadableSpan readable
        ? Instant.ofEpochSecond(0, readable.toSpanData().getStartEpochNanos())
        : null;
  }
}
