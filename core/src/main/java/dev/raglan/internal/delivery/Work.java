package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.jspecify.annotations.Nullable;

/** Something that a target's exporter is to do. */
interface Work {

  /** Has the exporter begin; it may be done when this returns, or later. */
  CompletableResultCode start(SpanExporter exporter);

  /**
   * Says how it came out; only the first word counts.
   *
   * @param failure null for none
   */
  void finish(@Nullable DropReason failure);

  /** Says that the exporter is at it no more, however late that is; called once. */
  void letGo();
}
