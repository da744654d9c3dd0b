package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.Settlement;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;

/** One batch on its way to one target, and the account of its spans. */
final class Delivery implements Work, Settlement {

  private static final FailureCause UNSETTLED =
      FailureCause.of("the exporter returned without an outcome");

  private final Batch batch;
  private final TargetCounts counts;
  private final QueueBudget share;
  private final @Nullable TargetSpool spool;
  private int open;
  private boolean finished;
  private volatile long deadline;
  private volatile boolean postponed;

  /**
   * @param share the target's budget, from which the batch's room was taken
   * @param spool keeps what cannot be delivered; null if there is none
   */
  Delivery(Batch batch, TargetCounts counts, QueueBudget share, @Nullable TargetSpool spool) {
    this.batch = batch;
    this.counts = counts;
    this.share = share;
    this.spool = spool;
    this.open = batch.size();
    counts.queued(batch.size());
  }

  @Override
  public CompletableResultCode start(GuardedExporter exporter, long deadlineNanos) {
    deadline = deadlineNanos;
    if (!exporter.settles()) {
      return exporter.export(batch.spans());
    }
    exporter.export(batch.spans(), this);
    // The time of a late exporter is up even if nobody watched.
    finish(nanosLeft() > 0 ? DropReason.EXPORT_FAILED : DropReason.EXPORT_TIMEOUT, UNSETTLED);
    return CompletableResultCode.ofSuccess();
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
    if (failure != null) {
      counts.left(left[0], reason(reason), failure);
    }
  }

  private synchronized boolean reserve(int spans) {
    boolean possible = spans <= open;
    if (possible) {
      open -= spans;
    }
    return possible;
  }

  @Override
  public void postpone() {
    postponed = true;
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
  public void failing(FailureCause cause) {
    counts.failing(cause);
  }

  @Override
  public synchronized void finish(@Nullable DropReason failure, @Nullable FailureCause cause) {
    settle(open, failure, cause);
    finished = true;
  }

  @Override
  public long nanosLeft() {
    return deadline - System.nanoTime();
  }

  @Override
  public synchronized boolean isAbandoned() {
    return finished;
  }

  @Override
  public void release() {
    share.release(batch.size(), batch.bytes());
    batch.release();
  }
}
