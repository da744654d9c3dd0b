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
 * Brave's span with the ids of a span of Raglan's. Without it Brave would report a nameless one as
 * soon as it observes something below.
 */
final class TwinSpan implements ImplicitContextKeyed {

  private static final ContextKey<TwinSpan> KEY = ContextKey.named("raglan-brave-span");

  private static final int HALF = 16;

  private final CurrentTraceContext scopes;
  private final brave.Span span;

  private TwinSpan(CurrentTraceContext scopes, brave.Span span) {
    this.scopes = scopes;
    this.span = span;
  }

  /** Returns the one of the context's nearest span of Raglan's; null for none. */
  static @Nullable TwinSpan of(Context context) {
    return context.get(KEY);
  }

  /**
   * Starts the twin of a span.
   *
   * @param parent the context that the span was started in
   */
  static TwinSpan start(Tracing tracing, Span span, Context parent) {
    TraceContext ids = ids(tracing, span.getSpanContext(), parent);
    brave.Span twin = tracing.tracer().toSpan(ids);
    if (span instanceof ReadableSpan readable) {
      twin.name(readable.getName());
    }
    return new TwinSpan(tracing.currentTraceContext(), twin.start());
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
    TwinSpan twin = of(parent);
    if (twin != null && twin.span.context().spanId() == wanted) {
      return twin.span.context();
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

  /** Makes it Brave's current span on this thread. */
  CurrentTraceContext.Scope openScope() {
    return scopes.newScope(span.context());
  }

  boolean isCurrent() {
    TraceContext current = scopes.get();
    return current != null && is(current);
  }

  boolean is(TraceContext other) {
    return other.spanId() == span.context().spanId() && other.traceId() == span.context().traceId();
  }

  /** Ends it, if it is the twin of the span. */
  void finish(Span ended, @Nullable String errorType) {
    if (id(ended.getSpanContext().getSpanId()) != span.context().spanId()) {
      return;
    }
    if (ended instanceof ReadableSpan readable) {
      span.name(readable.getName());
    }
    if (errorType != null) {
      span.tag("error", errorType);
    }
    span.finish();
  }
}
