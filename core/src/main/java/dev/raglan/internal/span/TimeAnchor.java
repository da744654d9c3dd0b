package dev.raglan.internal.span;

import io.opentelemetry.sdk.common.Clock;
import java.util.concurrent.TimeUnit;

/**
 * A reading of the wall clock beside one of the monotonic clock, from which the times of a trace's
 * spans are counted. Traces that begin within a millisecond share one, unless the thread was held
 * up between the two readings. Immutable and thread-safe.
 */
final class TimeAnchor {

  private static final long FRESH = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long EXACT = TimeUnit.MICROSECONDS.toNanos(20);

  private final Clock clock;
  private final long epochNanos;
  private final long nanoTime;
  private final boolean isShared;

  private TimeAnchor(Clock clock, long before) {
    this.clock = clock;
    this.epochNanos = clock.now();
    this.nanoTime = clock.nanoTime();
    this.isShared = clock == Clock.getDefault() && nanoTime - before < EXACT;
  }

  /** Reads both clocks. */
  static TimeAnchor of(Clock clock) {
    return new TimeAnchor(clock, clock.nanoTime());
  }

  /**
   * Returns this anchor if it is fresh, or a new one. A clock other than the system's is read for
   * each trace.
   *
   * @param now a reading of the monotonic clock
   */
  TimeAnchor freshAt(long now) {
    return isShared && now - nanoTime < FRESH ? this : new TimeAnchor(clock, now);
  }

  /** Returns a reading of the monotonic clock. */
  long nanoTime() {
    return clock.nanoTime();
  }

  /** Returns the time of a reading of the monotonic clock, in nanoseconds since the epoch. */
  long at(long reading) {
    return epochNanos + (reading - nanoTime);
  }

  /** Returns the time in nanoseconds since the epoch. */
  long now() {
    return at(clock.nanoTime());
  }
}
