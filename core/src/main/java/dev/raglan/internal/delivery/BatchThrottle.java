package dev.raglan.internal.delivery;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A decision, for each batch, to hand it to the targets now or to wait a moment.
 *
 * <p>A batch is handed out as soon as one target is idle. If another target's backlog has no room
 * and would lose the batch, the throttle waits 50 ms for it, since its thread may just not have
 * been scheduled; once for each work item of that target, and not while the queue is nearly full.
 * Used by one thread.
 */
final class BatchThrottle {

  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(50);

  private final List<TargetWorker> targets;
  private final QueueBudget budget;
  private final int batchSpans;
  private final long batchBytes;
  private boolean waiting;
  private long since;

  /**
   * @param budget the queue's budget
   */
  BatchThrottle(List<TargetWorker> targets, QueueBudget budget, int batchSpans, long batchBytes) {
    this.targets = targets;
    this.budget = budget;
    this.batchSpans = batchSpans;
    this.batchBytes = batchBytes;
  }

  boolean allowsMore(long now) {
    boolean wanted = false;
    boolean costly = false;
    for (TargetWorker target : targets) {
      wanted |= target.wantsMore();
      costly |= target.isWorthWaitingFor(batchSpans, batchBytes);
    }
    if (!wanted || !costly || budget.isNearlyFull()) {
      waiting = false;
      return wanted;
    }
    return hasWaited(now);
  }

  private boolean hasWaited(long now) {
    if (!waiting) {
      waiting = true;
      since = now;
    }
    if (nanosLeft(now) > 0) {
      return false;
    }
    waiting = false;
    targets.forEach(TargetWorker::waitNoMore);
    return true;
  }

  /** Returns the remaining wait in nanoseconds; {@link Long#MAX_VALUE} if it does not wait. */
  long nanosLeft(long now) {
    return waiting ? since + PATIENCE - now : Long.MAX_VALUE;
  }
}
