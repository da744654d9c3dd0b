package dev.raglan.internal.library.micrometer;

import dev.raglan.internal.span.DelegatingSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The current span under another identity, so that Micrometer takes its context for a new one. It
 * stores the span itself in a context.
 */
final class SameSpan implements Span, DelegatingSpan {

  private final Span span;

  SameSpan(Span span) {
    this.span = span;
  }

  @Override
  public Span delegate() {
    return span;
  }

  @Override
  public Context storeInContext(Context context) {
    return context.with(span);
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    span.setAttribute(key, value);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    span.addEvent(name, attributes);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    span.addEvent(name, attributes, timestamp, unit);
    return this;
  }

  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    span.setStatus(statusCode, description);
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    span.recordException(exception, additionalAttributes);
    return this;
  }

  @Override
  public Span updateName(String name) {
    span.updateName(name);
    return this;
  }

  @Override
  public void end() {
    span.end();
  }

  @Override
  public void end(long timestamp, TimeUnit unit) {
    span.end(timestamp, unit);
  }

  @Override
  public SpanContext getSpanContext() {
    return span.getSpanContext();
  }

  @Override
  public boolean isRecording() {
    return span.isRecording();
  }
}
