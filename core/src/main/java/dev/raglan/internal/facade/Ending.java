package dev.raglan.internal.facade;

import dev.raglan.internal.record.Outcome;
import dev.raglan.model.Status;
import dev.raglan.trace.Checks;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How and when an open step will end, as far as it was said. Not thread-safe. */
final class Ending {

  private final Span span;
  private @Nullable StatusText said;
  private Status status = Status.UNKNOWN;
  private @Nullable Throwable error;
  private @Nullable Instant end;
  private @Nullable Duration duration;

  Ending(Span span) {
    this.span = span;
  }

  void status(StatusText word) {
    said = word;
    status = word.status();
  }

  void at(@Nullable Instant time) {
    end = time;
  }

  void after(@Nullable Duration time) {
    duration = time;
  }

  /**
   * Takes note of an exception.
   *
   * @return the one before, which would be forgotten; null if there was none
   */
  @Nullable Throwable exception(Throwable thrown) {
    Outcome outcome = Outcome.of(thrown);
    said = null;
    status = outcome.status();
    Throwable before = error;
    if (outcome.error() != null) {
      error = outcome.error();
    }
    return error == before ? null : before;
  }

  /** Takes note of how the work came out, unless its status was said. */
  void worked(Status outcome) {
    boolean isOpen = said == null || said.status() == Status.PENDING;
    if (isOpen && error == null) {
      said = null;
      status = outcome;
    }
  }

  /** The status as it is written; null for a success that goes without saying. */
  @Nullable String text() {
    if (said != null) {
      return said.text();
    }
    return status == Status.SUCCESS ? null : status.id();
  }

  boolean failed() {
    return status == Status.FAILURE;
  }

  /** What was thrown last; null if nothing was. */
  @Nullable Throwable error() {
    return error;
  }

  /**
   * When the span ends.
   *
   * @param asked null for what was said earlier
   * @return null for now
   */
  @Nullable Instant time(@Nullable Instant asked) {
    Instant time = asked == null ? end : asked;
    if (time == null && duration == null) {
      return null;
    }
    Instant start = start();
    if (time == null) {
      return start == null ? null : start.plus(duration);
    }
    return start != null && time.isBefore(start) ? start : time;
  }

  /**
   * Checks that a time does not lie before the start, by the millisecond: clocks differ by less.
   *
   * @throws IllegalArgumentException if it does
   */
  void check(Instant time) {
    Instant start = start();
    Checks.order(start == null ? null : start.truncatedTo(ChronoUnit.MILLIS), time);
  }

  private @Nullable Instant start() {
    return span instanceof ReadableSpan readable
        ? Instant.ofEpochSecond(0, readable.toSpanData().getStartEpochNanos())
        : null;
  }
}
