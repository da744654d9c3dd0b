package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/** A work item of a target's exporter. */
interface Work {

  /** Starts the call; it may complete when this returns, or later. */
  CompletableResultCode start(SpanExporter exporter);

  /**
   * Completes the work; later calls are ignored.
   *
   * @param failure null for success
   */
  void finish(@Nullable DropReason failure);

  /** Releases resources when the exporter has returned, however late; called once. */
  void release();
}
