package dev.raglan.internal.context;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/**
 * The identity of a trace of which no span is known: what starts in it is sampled with it, and has
 * no parent.
 */
public record TraceAlone(String traceId) implements SpanContext {

  @Override
  public String getTraceId() {
    return traceId;
  }

  @Override
  public String getSpanId() {
    return SpanId.getInvalid();
  }

  @Override
  public TraceFlags getTraceFlags() {
    return TraceFlags.getSampled();
  }

  @Override
  public TraceState getTraceState() {
    return TraceState.getDefault();
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  /** Returns true, so that the trace is not taken for none at all. */
  @Override
  public boolean isValid() {
    return true;
  }
}
