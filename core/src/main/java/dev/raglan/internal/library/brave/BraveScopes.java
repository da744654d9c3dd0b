package dev.raglan.internal.library.brave;

import brave.Tracing;
import brave.propagation.CurrentTraceContext;
import brave.propagation.TraceContext;
import dev.raglan.internal.context.ContextScopes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Makes one tree of Brave's spans and Raglan's, which two libraries record.
 *
 * <p>Brave's current span, which it keeps on the thread, is the parent of a span of Raglan's that
 * starts inside it. Each span of Raglan's has a twin of Brave's with the same ids, which is Brave's
 * current span while Raglan's is: what Brave observes below is a child of both, and each library's
 * backend has the whole tree. The twin has the name, the time and the type of an error, and nothing
 * that was captured. Thread-safe.
 */
public final class BraveScopes implements ContextScopes.Neighbour {

  private final ContextScopes.Neighbour others;

  /**
   * Creates scopes.
   *
   * @param others makes contexts current for other libraries
   */
  public BraveScopes(ContextScopes.Neighbour others) {
    this.others = others;
  }

  @Override
  public Scope open(Context context) {
    BraveEntry entry = BraveEntry.of(context);
    BraveEntry now = BraveEntry.of(Context.current());
    Scope scope = others.open(context);
    CurrentTraceContext.Scope braves = BraveEntry.change(now, entry);
    if (braves == CurrentTraceContext.Scope.NOOP) {
      return scope;
    }
    return () -> {
      braves.close();
      scope.close();
    };
  }

  /** Whoever carries Brave's span takes it back first; then it must not be put back again. */
  @Override
  public Scope carry(Context context) {
    BraveEntry entry = BraveEntry.of(context);
    BraveEntry now = BraveEntry.of(Context.current());
    Scope scope = others.carry(context);
    if (entry == null || entry == now || !entry.isTwin()) {
      return scope;
    }
    CurrentTraceContext.Scope braves = entry.openScope();
    return () -> {
      if (entry.isCurrent()) {
        braves.close();
      }
      scope.close();
    };
  }

  @Override
  public Context parent(Context context) {
    Tracing tracing = Tracing.current();
    TraceContext current = tracing == null ? null : tracing.currentTraceContext().get();
    if (current == null) {
      return context;
    }
    BraveEntry entry = BraveEntry.of(context);
    if (entry != null && entry.is(current)) {
      return context;
    }
    SpanContext ids = ids(current);
    return ids.getSpanId().equals(Span.fromContext(context).getSpanContext().getSpanId())
        ? context
        : context.with(Span.wrap(ids)).with(BraveEntry.of(tracing, current));
  }

  private static SpanContext ids(TraceContext context) {
    String trace = context.traceIdString();
    boolean unsampled = Boolean.FALSE.equals(context.sampled());
    return SpanContext.create(
        trace.length() == 32 ? trace : "0".repeat(32 - trace.length()) + trace,
        context.spanIdString(),
        unsampled ? TraceFlags.getDefault() : TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  @Override
  public Context started(Context context, Span span, Context parent) {
    Tracing tracing = Tracing.current();
    return tracing == null || !span.isRecording()
        ? context
        : context.with(BraveEntry.twin(tracing, span, parent));
  }

  @Override
  public void ending(Context context, Span span, @Nullable String errorType) {
    BraveEntry entry = BraveEntry.of(context);
    if (entry != null) {
      entry.finish(span, errorType);
    }
  }
}
