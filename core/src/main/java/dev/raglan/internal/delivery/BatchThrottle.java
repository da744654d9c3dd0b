package dev.raglan.internal.delivery;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether the next batch goes to the targets now.
 *
 * <p>It does as soon as one of them has nothing to go on with. If another has no room, and would
 * lose the batch, that one is waited for a moment, as it may only not have been scheduled in a
 * burst; but once for each piece of its work, and not at all while the queue is about to be full.
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
   * @param budget of the queue
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

  /** How long it waits yet; {@link Long#MAX_VALUE} if it does not. */
  long nanosLeft(long now) {
    return waiting ? since + PATIENCE - now : Long.MAX_VALUE;
  }
}
