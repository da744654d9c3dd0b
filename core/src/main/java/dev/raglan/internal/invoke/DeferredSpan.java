package dev.raglan.internal.invoke;

import dev.raglan.internal.span.DelegatingSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A span that starts when it is first used, such as to be a parent. */
final class DeferredSpan implements Span, DelegatingSpan {

  private final Supplier<Span> starter;
  private final Span above;
  private boolean attaching;

  /**
   * @param starter starts the span, or returns the one that it has started
   * @param above the parent that the span will have
   */
  DeferredSpan(Supplier<Span> starter, Span above) {
    this.starter = starter;
    this.above = above;
  }

  /**
   * Makes the span current. Context listeners such as a logging context see the span above, so that
   * attaching does not start the span.
   */
  Scope attach(Supplier<Scope> makeCurrent) {
    attaching = true;
    try {
      return makeCurrent.get();
    } finally {
      attaching = false;
    }
  }

  private Span span() {
    return attaching ? above : starter.get();
  }

  @Override
  public Span delegate() {
    return starter.get();
  }

  @Override
  public SpanContext getSpanContext() {
    return span().getSpanContext();
  }

  @Override
  public boolean isRecording() {
    return span().isRecording();
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    starter.get().setAttribute(key, value);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    starter.get().addEvent(name, attributes);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    starter.get().addEvent(name, attributes, timestamp, unit);
    return this;
  }

  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    starter.get().setStatus(statusCode, description);
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    starter.get().recordException(exception, additionalAttributes);
    return this;
  }

  @Override
  public Span updateName(String name) {
    starter.get().updateName(name);
    return this;
  }

  /** Does nothing: the span ends with its subscription. */
  @Override
  public void end() {}

  /** Does nothing: the span ends with its subscription. */
  @Override
  public void end(long timestamp, TimeUnit unit) {}
}
