package dev.raglan.internal.invoke;

import dev.raglan.internal.span.DelegatingSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A span that starts when it is first used, such as to be a parent.
 *
 * <p>The contexts of an agent show no span but the agent's own. There it is beside the span above,
 * and counts as the current one until another span is.
 */
final class DeferredSpan implements Span, DelegatingSpan {

  private static final ContextKey<DeferredSpan> KEY = ContextKey.named("raglan-deferred-span");

  private static volatile boolean isBeside;

  private final Supplier<Context> starter;
  private final Span above;
  private boolean attaching;

  /**
   * @param starter starts the span, or returns the context of the one that it has started
   * @param above the parent that the span will have
   */
  DeferredSpan(Supplier<Context> starter, Span above) {
    this.starter = starter;
    this.above = above;
  }

  /** Returns the context with this as its span. */
  Context in(Context parent) {
    attaching = true;
    try {
      Context seen = parent.with(this);
      if (Span.fromContext(seen) == this) {
        return seen;
      }
    } finally {
      attaching = false;
    }
    isBeside = true;
    return parent.with(KEY, this);
  }

  /** Returns the context of the deferred span that the context has beside its own, once started. */
  static Context settled(Context context) {
    DeferredSpan beside = isBeside ? context.get(KEY) : null;
    return beside != null && isSame(beside.above, Span.fromContext(context))
        ? beside.starter.get()
        : context;
  }

  /** An agent makes a new object for a span each time. */
  private static boolean isSame(Span one, Span other) {
    return one.getSpanContext().getSpanId().equals(other.getSpanContext().getSpanId());
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
    return attaching ? above : delegate();
  }

  @Override
  public Span delegate() {
    return Span.fromContext(starter.get());
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
    delegate().setAttribute(key, value);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    delegate().addEvent(name, attributes);
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    delegate().addEvent(name, attributes, timestamp, unit);
    return this;
  }

  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    delegate().setStatus(statusCode, description);
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    delegate().recordException(exception, additionalAttributes);
    return this;
  }

  @Override
  public Span updateName(String name) {
    delegate().updateName(name);
    return this;
  }

  /** Does nothing: the span ends with its subscription. */
  @Override
  public void end() {}

  /** Does nothing: the span ends with its subscription. */
  @Override
  public void end(long timestamp, TimeUnit unit) {}
}
