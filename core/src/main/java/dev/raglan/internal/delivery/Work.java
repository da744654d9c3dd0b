package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import dev.raglan.internal.transport.FailureCause;
import io.opentelemetry.sdk.common.CompletableResultCode;
import org.jspecify.annotations.Nullable;

/** A work item of a target's exporter. */
interface Work {

  /**
   * Starts the call; it may complete when this returns, or later.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  CompletableResultCode start(GuardedExporter exporter, long deadline);

  /**
   * Completes the work; later calls are ignored.
   *
   * @param failure null for success
   * @param cause null if unknown
   */
  void finish(@Nullable DropReason failure, @Nullable FailureCause cause);

  /** Ends a wait for the target, if what waits can be kept. */
  void postpone();

  /** Releases resources when the exporter has returned, however late; called once. */
  void release();
}
