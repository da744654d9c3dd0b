package dev.raglan.internal.transport;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The pause between attempts at one target: doubles with each failure in a row, is drawn at random
 * from its upper half, and follows the target's wish. Outlives batches. Used by one thread.
 */
final class Backoff {

  private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_ASKED = TimeUnit.SECONDS.toNanos(60);
  private static final int MAX_DOUBLINGS = 6;

  private final LongSupplier clock;
  private final DoubleSupplier random;
  private int failures;
  private long notBefore;
  private boolean waiting;

  /**
   * @param clock in nanoseconds
   * @param random from 0 to 1
   */
  Backoff(LongSupplier clock, DoubleSupplier random) {
    this.clock = clock;
    this.random = random;
  }

  void succeeded() {
    failures = 0;
    waiting = false;
  }

  /**
   * Begins a pause.
   *
   * @param asked the pause that the target asked for; negative if it did not
   */
  void failed(long asked) {
    long longest = Math.min(LONGEST, FIRST << Math.min(failures, MAX_DOUBLINGS));
    failures++;
    long drawn = (long) (longest * (0.5 + random.getAsDouble() / 2));
    long pause = asked < 0 ? drawn : Math.min(asked, LONGEST_ASKED) + (long) (drawn / 5.0);
    notBefore = clock.getAsLong() + pause;
    waiting = true;
  }

  /** Returns the rest of the pause in nanoseconds; not positive if there is none. */
  long nanosLeft() {
    return waiting ? notBefore - clock.getAsLong() : 0;
  }
}
