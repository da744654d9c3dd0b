package dev.raglan.internal.library.brave;

import brave.Tracing;
import brave.propagation.CurrentTraceContext;
import brave.propagation.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.sdk.trace.ReadableSpan;
import org.jspecify.annotations.Nullable;

/**
 * Entry of a context with what Brave's current span is there: one of its own, or the twin of a span
 * of Raglan's, which has its ids. Without the twin Brave would report a nameless span as soon as it
 * observes something below.
 */
final class BraveEntry implements ImplicitContextKeyed {

  private static final ContextKey<BraveEntry> KEY = ContextKey.named("raglan-brave-span");

  private static final int HALF = 16;

  private final CurrentTraceContext scopes;
  private final TraceContext ids;
  private final brave.@Nullable Span twin;

  private BraveEntry(CurrentTraceContext scopes, TraceContext ids, brave.@Nullable Span twin) {
    this.scopes = scopes;
    this.ids = ids;
    this.twin = twin;
  }

  /** Returns the context's; null for none. */
  static @Nullable BraveEntry of(Context context) {
    return context.get(KEY);
  }

  /** Returns one with a span of Brave's own. */
  static BraveEntry of(Tracing tracing, TraceContext current) {
    return new BraveEntry(tracing.currentTraceContext(), current, null);
  }

  /** Returns the twin of the context's span; null if that has none. */
  static brave.@Nullable Span twinOf(Context context) {
    BraveEntry entry = of(context);
    return entry != null && entry.isOf(Span.fromContext(context)) ? entry.twin : null;
  }

  /**
   * Starts the twin of a span.
   *
   * @param parent the context that the span was started in
   */
  static BraveEntry twin(Tracing tracing, Span span, Context parent) {
    TraceContext ids = ids(tracing, span.getSpanContext(), parent);
    brave.Span twin = tracing.tracer().toSpan(ids);
    if (span instanceof ReadableSpan readable) {
      twin.name(readable.getName());
    }
    return new BraveEntry(tracing.currentTraceContext(), ids, twin.start());
  }

  private static TraceContext ids(Tracing tracing, SpanContext own, Context parent) {
    SpanContext above = Span.fromContext(parent).getSpanContext();
    TraceContext known = above.isValid() ? known(tracing, above, parent) : null;
    if (known != null && above.getTraceId().equals(own.getTraceId())) {
      return known.toBuilder()
          .parentId(known.spanId())
          .spanId(id(own.getSpanId()))
          .shared(false)
          .build();
    }
    String trace = own.getTraceId();
    long low = id(trace.substring(HALF));
    TraceContext.Builder ids =
        TraceContext.newBuilder()
            .traceIdHigh(id(trace.substring(0, HALF)))
            .traceId(low)
            .spanId(id(own.getSpanId()));
    return above.getTraceId().equals(trace)
        ? ids.parentId(id(above.getSpanId())).sampled(above.isSampled()).build()
        : ids.sampled(tracing.sampler().isSampled(low)).build();
  }

  /** Returns the span above as Brave has it, with its baggage; null if Brave has none. */
  private static @Nullable TraceContext known(Tracing tracing, SpanContext above, Context parent) {
    long wanted = id(above.getSpanId());
    BraveEntry entry = of(parent);
    if (entry != null && entry.ids.spanId() == wanted) {
      return entry.ids;
    }
    TraceContext current = tracing.currentTraceContext().get();
    return current != null && current.spanId() == wanted ? current : null;
  }

  private static long id(String hex) {
    return Long.parseUnsignedLong(hex, 16);
  }

  @Override
  public Context storeInContext(Context context) {
    return context.with(KEY, this);
  }

  /**
   * Changes Brave's current span on this thread, where the contexts have different ones.
   *
   * @param now the entry of the current context
   * @param next the entry of the context that follows
   */
  static CurrentTraceContext.Scope change(@Nullable BraveEntry now, @Nullable BraveEntry next) {
    if (next == now) {
      return CurrentTraceContext.Scope.NOOP;
    }
    if (next != null) {
      return next.openScope();
    }
    return now == null ? CurrentTraceContext.Scope.NOOP : now.leave();
  }

  /** Makes it Brave's current span on this thread. */
  CurrentTraceContext.Scope openScope() {
    return scopes.newScope(ids);
  }

  /** Leaves Brave without a current span on this thread. */
  private CurrentTraceContext.Scope leave() {
    return scopes.newScope(null);
  }

  boolean isTwin() {
    return twin != null;
  }

  boolean isCurrent() {
    TraceContext current = scopes.get();
    return current != null && is(current);
  }

  boolean is(TraceContext other) {
    return other.spanId() == ids.spanId() && other.traceId() == ids.traceId();
  }

  /** Ends it, if it is the twin of the span. */
  void finish(Span ended, @Nullable String errorType) {
    if (twin == null || !isOf(ended)) {
      return;
    }
    if (ended instanceof ReadableSpan readable) {
      twin.name(readable.getName());
    }
    if (errorType != null) {
      twin.tag("error", errorType);
    }
    twin.finish();
  }

  private boolean isOf(Span span) {
    return id(span.getSpanContext().getSpanId()) == ids.spanId();
  }
}
