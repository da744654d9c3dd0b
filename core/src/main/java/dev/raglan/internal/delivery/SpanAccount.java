package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.Settlement;
import org.jspecify.annotations.Nullable;

/** The account of the spans that one call of an exporter has to settle. Thread-safe. */
final class SpanAccount implements Settlement {

  private static final FailureCause UNSETTLED =
      FailureCause.of("the exporter returned without an outcome");

  private final TargetCounts counts;
  private final @Nullable TargetSpool spool;
  private int open;
  private boolean finished;
  private volatile long deadline;
  private volatile boolean postponed;

  /**
   * @param open the number of spans, queued before
   * @param spool keeps what cannot be delivered; null if there is none
   */
  SpanAccount(TargetCounts counts, int open, @Nullable TargetSpool spool) {
    this.counts = counts;
    this.open = open;
    this.spool = spool;
  }

  /** Sets the end of the call's time, by {@link System#nanoTime()}. */
  void begin(long deadlineNanos) {
    deadline = deadlineNanos;
  }

  /** Drops what the exporter has neither settled nor kept when it returns. */
  void end() {
    // The time of a late exporter is up even if nobody watched.
    finish(nanosLeft() > 0 ? DropReason.EXPORT_FAILED : DropReason.EXPORT_TIMEOUT, UNSETTLED);
  }

  /** Settles the rest; later calls are ignored. */
  synchronized void finish(@Nullable DropReason failure, @Nullable FailureCause cause) {
    settle(open, failure, cause);
    finished = true;
  }

  @Override
  public void exported(int spans) {
    settle(spans, null, null);
  }

  @Override
  public void dropped(int spans, Loss reason, FailureCause cause) {
    settle(spans, reason(reason), cause);
  }

  /** Returns the reason that such a loss is counted under. */
  static DropReason reason(Loss loss) {
    return switch (loss) {
      case FAILED -> DropReason.EXPORT_FAILED;
      case TIMEOUT -> DropReason.EXPORT_TIMEOUT;
      case REJECTED -> DropReason.REJECTED;
      case FULL -> DropReason.QUEUE_FULL_BYTES;
      case NOT_TAKEN -> DropReason.NOT_TAKEN;
    };
  }

  @Override
  public void unsent(Part part, Loss reason, FailureCause cause) {
    // A spool is written to outside of the lock, which others need to give the batch up.
    if (spool == null || !reserve(part.spans())) {
      dropped(part.spans(), reason, cause);
      return;
    }
    int[] left = new int[1];
    FailureCause failure = spool.keep(part, left);
    if (left[0] > 0) {
      counts.left(left[0], reason(reason), failure == null ? cause : failure);
    }
  }

  private synchronized boolean reserve(int spans) {
    boolean possible = spans <= open;
    if (possible) {
      open -= spans;
    }
    return possible;
  }

  /** Ends a wait for the target, if what waits can be kept. */
  void postpone() {
    postponed = true;
  }

  boolean isPostponed() {
    return postponed;
  }

  @Override
  public boolean isPostponed(boolean failed) {
    return spool != null && (failed || postponed || spool.isPostponing());
  }

  private synchronized void settle(
      int spans, @Nullable DropReason failure, @Nullable FailureCause cause) {
    int settled = Math.min(spans, open);
    open -= settled;
    if (settled > 0) {
      counts.left(settled, failure, cause);
    }
  }

  @Override
  public synchronized boolean keeping(int spans) {
    if (!finished) {
      open += counts.keep(spans, open);
    }
    return !finished;
  }

  @Override
  public void outOfOrder(long lateSpans, long unfinishedTraces) {
    counts.outOfOrder(lateSpans, unfinishedTraces);
  }

  @Override
  public void failing(FailureCause cause) {
    counts.failing(cause);
  }

  @Override
  public long nanosLeft() {
    return deadline - System.nanoTime();
  }

  @Override
  public synchronized boolean isAbandoned() {
    return finished;
  }
}
