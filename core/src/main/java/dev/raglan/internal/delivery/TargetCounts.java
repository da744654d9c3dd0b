package dev.raglan.internal.delivery;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.internal.transport.FailureCause;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one target: exported, dropped, queued and spooled spans.
 *
 * <p>All targets' counts change under one lock, a batch at a time, so that a reader holding it
 * finds every span exactly once. Thread-safe.
 */
final class TargetCounts {

  private final Object accounts;
  private final LossLog losses;
  private final long[] drops = new long[DropReason.COUNT];
  private long exported;
  private long queued;
  private long spooled;
  private long adopted;
  private long late;
  private long unfinished;
  private int kept;

  /**
   * @param accounts the lock shared by the counts of all targets
   */
  TargetCounts(Object accounts, LossLog losses) {
    this.accounts = accounts;
    this.losses = losses;
  }

  /** Reports a failed attempt that will be repeated. */
  void failing(FailureCause cause) {
    losses.failing(cause);
  }

  LossLog losses() {
    return losses;
  }

  void queued(int spans) {
    synchronized (accounts) {
      queued += spans;
    }
  }

  /**
   * Moves spans from queued to exported or dropped.
   *
   * @param failure null if the target accepted them
   * @param cause null if unknown
   */
  void left(int spans, @Nullable DropReason failure, @Nullable FailureCause cause) {
    noteOutcome(failure, cause);
    synchronized (accounts) {
      queued -= spans;
      settle(spans, failure);
    }
  }

  /** Moves spans from queued to spooled. */
  void spooled(int spans) {
    synchronized (accounts) {
      queued -= spans;
      spooled += spans;
    }
  }

  /** Counts spans that another process has left in the spool. */
  void adopted(long spans) {
    synchronized (accounts) {
      adopted += spans;
      spooled += spans;
    }
  }

  /**
   * Moves spans from spooled to exported or dropped.
   *
   * @param failure null if the target accepted them
   * @param cause null if unknown
   */
  void unspooled(int spans, @Nullable DropReason failure, @Nullable FailureCause cause) {
    noteOutcome(failure, cause);
    synchronized (accounts) {
      spooled -= spans;
      settle(spans, failure);
    }
  }

  private void noteOutcome(@Nullable DropReason failure, @Nullable FailureCause cause) {
    losses.noteOutcome(failure == null || failure == DropReason.NOT_TAKEN, cause);
  }

  private void settle(int spans, @Nullable DropReason failure) {
    if (failure == null) {
      exported += spans;
    } else {
      drops[failure.ordinal()] += spans;
    }
  }

  /**
   * Sets the number of queued spans that the exporter keeps beyond a call.
   *
   * @param most the number of spans that may be added to them
   * @return the number of spans that are no longer kept; negative for the added ones
   */
  int keep(int spans, int most) {
    synchronized (accounts) {
      int before = kept;
      kept = Math.min(spans, before + most);
      return before - kept;
    }
  }

  /** Returns the number of spans that the exporter keeps beyond a call. */
  int kept() {
    synchronized (accounts) {
      return kept;
    }
  }

  /** Drops what the exporter keeps, since it will not be called again. */
  void abandonKept() {
    int left = keep(0, 0);
    if (left > 0) {
      left(left, DropReason.ABANDONED_AT_SHUTDOWN, ExporterCall.TIME_UP);
    }
  }

  /** Counts spans that were sent after their trace, and traces without their topmost span. */
  void outOfOrder(long lateSpans, long unfinishedTraces) {
    synchronized (accounts) {
      late += lateSpans;
      unfinished += unfinishedTraces;
    }
  }

  /** Counts spans that were never queued for the target. */
  void dropped(long spans, DropReason reason) {
    synchronized (accounts) {
      drops[reason.ordinal()] += spans;
    }
  }

  long lost() {
    synchronized (accounts) {
      long lost = 0;
      for (long count : drops) {
        lost += count;
      }
      return lost - drops[DropReason.NOT_TAKEN.ordinal()];
    }
  }

  /**
   * Returns the counts as they are now.
   *
   * @param accepted the number of spans that entered the queue
   * @param waiting the number of those not yet handed to the targets
   * @param refused the spans that did not enter the queue
   */
  DeliveryStats.Target stats(
      String name, long accepted, long waiting, Map<DropReason, Long> refused) {
    synchronized (accounts) {
      long produced = accepted + adopted;
      for (long count : refused.values()) {
        produced += count;
      }
      return new DeliveryStats.Target(
          name, produced, exported, with(refused), waiting + queued, spooled, late, unfinished);
    }
  }

  private Map<DropReason, Long> with(Map<DropReason, Long> refused) {
    Map<DropReason, Long> all = new EnumMap<>(DropReason.class);
    all.putAll(refused);
    for (DropReason reason : DropReason.values()) {
      if (drops[reason.ordinal()] > 0) {
        all.merge(reason, drops[reason.ordinal()], Long::sum);
      }
    }
    return all;
  }
}
