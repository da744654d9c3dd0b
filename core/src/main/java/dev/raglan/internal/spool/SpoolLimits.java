package dev.raglan.internal.spool;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The bounds of a spool.
 *
 * @param maxBytes the most bytes of its segments
 * @param maxAge the time after which a record is dropped
 * @param clock the wall clock, in milliseconds
 */
public record SpoolLimits(long maxBytes, Duration maxAge, LongSupplier clock) {

  private static final long LEAST_SEGMENT = 64L << 10;
  private static final long MOST_SEGMENT = 4L << 20;

  /** Returns the size at which a segment is promoted; a spool of any size has several of them. */
  long segmentBytes() {
    return Math.max(LEAST_SEGMENT, Math.min(MOST_SEGMENT, maxBytes / 16));
  }

  /** Returns the time before which records are dropped. */
  long expiry() {
    return clock.getAsLong() - maxAge.toMillis();
  }
}
