package dev.raglan.internal.agent;

import dev.raglan.internal.render.EndingSpan;
import dev.raglan.internal.span.ForwardingReadableSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A span of Raglan's own SDK that the JVM's tracing has too, under the same ids. */
final class PairedSpan extends ForwardingReadableSpan implements Span {

  private static final ContextKey<Span> KEY = ContextKey.named("raglan-own-span");

  private final Span ours;
  private final @Nullable Span theirs;

  /**
   * @param ours that of the own SDK, which records
   * @param theirs that of the JVM's tracing; null if it has none
   */
  PairedSpan(Span ours, @Nullable Span theirs) {
    super((ReadableSpan) ours);
    this.ours = ours;
    this.theirs = theirs;
  }

  /**
   * Returns the context that the own SDK takes the parent from: the nearest span of its own in the
   * trace. Any other span is as one of another process, since no target of Raglan's gets it.
   */
  static Context parentIn(Context context) {
    SpanContext current = Span.fromContext(context).getSpanContext();
    if (!current.isValid()) {
      return context;
    }
    Span nearest = context.get(KEY);
    if (nearest != null && nearest.getSpanContext().getTraceId().equals(current.getTraceId())) {
      return new ParentContext(context, nearest);
    }
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            current.getTraceId(),
            current.getSpanId(),
            current.getTraceFlags(),
            current.getTraceState());
    return current.isRemote() ? context : new ParentContext(context, Span.wrap(remote));
  }

  @Override
  public Context storeInContext(Context context) {
    Context seen = context.with(theirs == null ? ours : theirs);
    return seen.with(KEY, ours);
  }

  private Span both(Consumer<Span> change) {
    if (theirs != null) {
      change.accept(theirs);
    }
    change.accept(ours);
    return this;
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    return both(each -> each.setAttribute(key, value));
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    return both(each -> each.addEvent(name, attributes));
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long time, TimeUnit unit) {
    return both(each -> each.addEvent(name, attributes, time, unit));
  }

  @Override
  public Span setStatus(StatusCode code, String description) {
    return both(each -> each.setStatus(code, description));
  }

  @Override
  public Span recordException(Throwable exception, Attributes attributes) {
    return both(each -> each.recordException(exception, attributes));
  }

  @Override
  public Span updateName(String name) {
    return both(each -> each.updateName(name));
  }

  @Override
  public void end() {
    EndingSpan.pass(this, ours);
    both(Span::end);
  }

  @Override
  public void end(long time, TimeUnit unit) {
    EndingSpan.pass(this, ours);
    both(each -> each.end(time, unit));
  }

  @Override
  public SpanContext getSpanContext() {
    return (theirs == null ? ours : theirs).getSpanContext();
  }

  @Override
  public boolean isRecording() {
    return ours.isRecording();
  }
}
