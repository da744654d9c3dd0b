package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.transport.FailureCause;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;

/** One batch on its way to one target, and the account of its spans. */
final class Delivery implements Work {

  private final Batch batch;
  private final QueueBudget share;
  private final SpanAccount account;

  /**
   * @param share the target's budget, from which the batch's room was taken
   * @param spool keeps what cannot be delivered; null if there is none
   */
  Delivery(Batch batch, TargetCounts counts, QueueBudget share, @Nullable TargetSpool spool) {
    this.batch = batch;
    this.share = share;
    this.account = new SpanAccount(counts, batch.size(), spool);
    counts.queued(batch.size());
  }

  @Override
  public CompletableResultCode start(GuardedExporter exporter, long deadline) {
    account.begin(deadline);
    if (!exporter.settles()) {
      return exporter.export(batch.spans());
    }
    exporter.export(batch.spans(), account);
    account.end();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public void postpone() {
    account.postpone();
  }

  @Override
  public void finish(@Nullable DropReason failure, @Nullable FailureCause cause) {
    account.finish(failure, cause);
  }

  @Override
  public void release() {
    share.release(batch.size(), batch.bytes());
    batch.release();
  }
}
