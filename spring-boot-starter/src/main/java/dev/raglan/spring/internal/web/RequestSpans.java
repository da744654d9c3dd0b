package dev.raglan.spring.internal.web;

import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.safe.Safe;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;

/**
 * Writer of a web request's trace context into the context that its spans are recorded in.
 *
 * @param processor writes it on a span that has started before
 */
record RequestSpans(TraceContextProcessor processor) {

  /** Order of the filters: after Spring Security's at -100, which find out who is logged in. */
  static final int FILTER_ORDER = -50;

  /** Returns the context with the request's trace context merged into the one it has. */
  Context in(Context context, TraceContext said) {
    Context known = context.with(TraceContext.of(context).merge(said));
    if (Span.fromContext(known) instanceof ReadWriteSpan server && server.isRecording()) {
      Safe.run("writing the trace context", () -> processor.onStart(known, server));
    }
    return known;
  }
}
