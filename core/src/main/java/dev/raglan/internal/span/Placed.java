package dev.raglan.internal.span;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A span whose ids are numbers until their text is asked for. A class, as it is quicker to tell of
 * an object than an interface.
 */
abstract class Placed implements Span {

  private static final AtomicReferenceFieldUpdater<Placed, SpanContext> CONTEXT =
      AtomicReferenceFieldUpdater.newUpdater(Placed.class, SpanContext.class, "context");

  private final LeanTrace trace;
  private final long id;

  /** The context; made when it is first asked for. */
  private volatile @Nullable SpanContext context;

  Placed(LeanTrace trace, long id) {
    this.trace = trace;
    this.id = id;
  }

  final LeanTrace trace() {
    return trace;
  }

  final long id() {
    return id;
  }

  @Override
  public final SpanContext getSpanContext() {
    SpanContext known = context;
    if (known != null) {
      return known;
    }
    SpanContext made = trace.contextOf(id);
    return CONTEXT.compareAndSet(this, null, made) ? made : getSpanContext();
  }

  /** Returns the context if somebody has asked for it; else null. */
  final @Nullable SpanContext knownContext() {
    return context;
  }
}
