package dev.raglan;

import dev.raglan.internal.delivery.DeliveryProcessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Processor of an SDK that the application owns: writes the trace context on spans as they start,
 * and takes them to Raglan's targets as they end. Thread-safe.
 */
final class TargetsProcessor implements SpanProcessor {

  private final SpanProcessor traceContext;
  private final DeliveryProcessor delivery;

  TargetsProcessor(SpanProcessor traceContext, DeliveryProcessor delivery) {
    this.traceContext = traceContext;
    this.delivery = delivery;
  }

  /** Returns what takes spans to the targets. */
  DeliveryProcessor delivery() {
    return delivery;
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    traceContext.onStart(parent, span);
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    delivery.onEnd(span);
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode forceFlush() {
    return delivery.forceFlush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return delivery.shutdown();
  }
}
