package dev.raglan.internal.safe;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log for faults at instrumentation: one line a minute for each subject, with the number of those
 * left out. Thread-safe; never throws.
 */
public final class ThrottledLog {

  private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final int MAX_SUBJECTS = 256;
  private static final String OTHERS = "further subjects";

  private final Logger logger;
  private final LongSupplier nanoClock;
  private final ConcurrentMap<String, Throttle> throttles = new ConcurrentHashMap<>();

  ThrottledLog(Logger logger, LongSupplier nanoClock) {
    this.logger = logger;
    this.nanoClock = nanoClock;
  }

  /** Returns a log under the name of the class. */
  public static ThrottledLog of(Class<?> owner) {
    return new ThrottledLog(LoggerFactory.getLogger(owner), System::nanoTime);
  }

  /**
   * Logs a failure; the stack trace goes to debug.
   *
   * @param subject a constant or one of a few, such as "the end of a span"; part of the line
   */
  public void warn(String subject, @Nullable Throwable cause) {
    try {
      Throttle throttle = throttles.get(subject);
      if (throttle == null) {
        String key = throttles.size() < MAX_SUBJECTS ? subject : OTHERS;
        throttle = throttles.computeIfAbsent(key, k -> new Throttle());
      }
      long leftOut = throttle.enter(nanoClock.getAsLong());
      if (leftOut >= 0) {
        String kind = cause == null ? "" : " (" + cause.getClass().getName() + ")";
        logger.warn("Raglan: {}{}; {} more left out since the last line", subject, kind, leftOut);
        logger.debug("Raglan: {}", subject, cause);
      }
    } catch (Throwable alsoFailed) {
      // A log that cannot be written to leaves nowhere to say so.
    }
  }

  /** A gate that admits one caller in each interval. */
  private static final class Throttle {

    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong leftOut = new AtomicLong();

    /** Returns the number of lines left out before this one; -1 if this one is left out too. */
    private long enter(long now) {
      long due = next.get();
      boolean first = due == Long.MIN_VALUE;
      if ((first || now - due >= 0) && next.compareAndSet(due, now + INTERVAL_NANOS)) {
        return leftOut.getAndSet(0);
      }
      leftOut.incrementAndGet();
      return -1;
    }
  }
}
