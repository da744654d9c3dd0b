package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One batch on its way to one target. */
final class Delivery implements Work {

  private final Batch batch;
  private final TargetCounts counts;
  private final QueueBudget share;
  private final AtomicBoolean finished = new AtomicBoolean();

  /**
   * @param share the target's budget, from which the batch's room was taken
   */
  Delivery(Batch batch, TargetCounts counts, QueueBudget share) {
    this.batch = batch;
    this.counts = counts;
    this.share = share;
    counts.queued(batch.size());
  }

  @Override
  public CompletableResultCode start(SpanExporter exporter) {
    return exporter.export(batch.spans());
  }

  @Override
  public void finish(@Nullable DropReason failure) {
    if (finished.compareAndSet(false, true)) {
      counts.left(batch.size(), failure);
    }
  }

  @Override
  public void release() {
    share.release(batch.size(), batch.bytes());
    batch.release();
  }
}
