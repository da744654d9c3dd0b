package dev.raglan.internal.record;

import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A scope in which the logging context holds the ids of the current span, as {@value #TRACE_ID} and
 * {@value #SPAN_ID}. What was there before is put back at its end. Closed by the thread that opened
 * it; never throws.
 */
final class MdcScope implements Scope {

  static final String TRACE_ID = "trace_id";
  static final String SPAN_ID = "span_id";

  private final Scope scope;
  private final @Nullable String traceBefore;
  private final @Nullable String spanBefore;

  private MdcScope(Scope scope, @Nullable String traceBefore, @Nullable String spanBefore) {
    this.scope = scope;
    this.traceBefore = traceBefore;
    this.spanBefore = spanBefore;
  }

  /** Makes the context current, and puts the ids of its span if it has one. */
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  static Scope enter(Context context) {
    Scope scope = ContextScopes.open(context);
    SpanContext span = Span.fromContext(context).getSpanContext();
    Scope both = span.isValid() ? Safe.orNull(() -> put(scope, span)) : null;
    return both == null ? scope : both;
  }

  private static Scope put(Scope scope, SpanContext span) {
    Scope both = new MdcScope(scope, MDC.get(TRACE_ID), MDC.get(SPAN_ID));
    MDC.put(TRACE_ID, span.getTraceId());
    MDC.put(SPAN_ID, span.getSpanId());
    return both;
  }

  @Override
  public void close() {
    try {
      Safe.run("restoring the logging context", this::restore);
    } finally {
      scope.close();
    }
  }

  private void restore() {
    restore(TRACE_ID, traceBefore);
    restore(SPAN_ID, spanBefore);
  }

  private static void restore(String key, @Nullable String before) {
    if (before == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, before);
    }
  }
}
