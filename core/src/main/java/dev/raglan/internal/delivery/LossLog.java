package dev.raglan.internal.delivery;

import dev.raglan.internal.transport.FailureCause;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one target's losses: a line a minute with target, cause and count. A server's own
 * words are shown once. Thread-safe.
 */
final class LossLog {

  private static final Logger LOG = LoggerFactory.getLogger("dev.raglan.delivery");
  private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

  private final String target;
  private @Nullable FailureCause cause;
  private @Nullable FailureCause shown;
  private boolean failing;
  private boolean unreported;
  private long reported;
  private long nextLine;
  private boolean hasLine;

  LossLog(String target) {
    this.target = target;
  }

  /** Notes the outcome of spans, with the cause if they were dropped. */
  synchronized void noteOutcome(boolean exported, @Nullable FailureCause failure) {
    if (exported) {
      failing = false;
      // Other spans of the same batch may have been dropped, and are not reported yet.
      cause = unreported ? cause : null;
    } else if (failure != null) {
      cause = failure;
      unreported = true;
    }
  }

  /** Notes a failed attempt; the first in a row is logged. */
  synchronized void failing(FailureCause failure) {
    cause = failure;
    if (!failing) {
      failing = true;
      LOG.info("Raglan: {}: {}", target, text(failure));
    }
  }

  /**
   * Logs what was lost since the last line, at most once a minute.
   *
   * @param lost all spans lost so far
   * @param now by {@link System#nanoTime()}
   * @param last true to log it in any case, because no other line will follow
   * @param otherwise the cause if the target gave none
   */
  synchronized void report(long lost, long now, boolean last, String otherwise) {
    if (lost == reported || (hasLine && !last && now - nextLine < 0)) {
      return;
    }
    String why = cause == null ? otherwise : text(cause);
    long dropped = lost - reported;
    String spans = dropped == 1 ? "1 span" : dropped + " spans";
    LOG.warn("Raglan: {}: {}; {} dropped in the last minute", target, why, spans);
    reported = lost;
    unreported = false;
    nextLine = now + INTERVAL;
    hasLine = true;
  }

  /** Returns the cause; without the server's words if they were shown before. */
  private String text(FailureCause failure) {
    // Not by equals: Java 17 holds the class, and so the loader, of the last record compared so.
    boolean repeated = shown != null && failure.toString().equals(shown.toString());
    shown = failure;
    return repeated ? failure.summary() : failure.toString();
  }
}
