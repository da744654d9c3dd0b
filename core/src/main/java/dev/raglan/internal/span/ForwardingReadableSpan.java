package dev.raglan.internal.span;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** A span that is read as another one; its ids may be others. As thread-safe as the other. */
public abstract class ForwardingReadableSpan implements ReadableSpan {

  private final ReadableSpan readable;

  /**
   * @param readable the span that is read
   */
  protected ForwardingReadableSpan(ReadableSpan readable) {
    this.readable = readable;
  }

  @Override
  public SpanContext getParentSpanContext() {
    return readable.getParentSpanContext();
  }

  @Override
  public String getName() {
    return readable.getName();
  }

  @Override
  public SpanData toSpanData() {
    return readable.toSpanData();
  }

  @Override
  @Deprecated
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return readable.getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return readable.getInstrumentationScopeInfo();
  }

  @Override
  public boolean hasEnded() {
    return readable.hasEnded();
  }

  @Override
  public long getLatencyNanos() {
    return readable.getLatencyNanos();
  }

  @Override
  public SpanKind getKind() {
    return readable.getKind();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return readable.getAttribute(key);
  }

  @Override
  public Attributes getAttributes() {
    return readable.getAttributes();
  }
}
