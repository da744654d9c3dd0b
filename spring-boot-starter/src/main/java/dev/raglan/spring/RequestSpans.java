package dev.raglan.spring;

import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.safe.Safe;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;

/**
 * Puts what a web request says into the context that its spans are recorded in.
 *
 * @param processor writes it on a span that has started before
 */
record RequestSpans(TraceContextProcessor processor) {

  /** After Spring Security, whose filters are at -100: by then it is known who is logged in. */
  static final int FILTER_ORDER = -50;

  /** The context with what the request says in it, over what was there. */
  Context in(Context context, TraceContext said) {
    Context known = context.with(TraceContext.of(context).merge(said));
    if (Span.fromContext(known) instanceof ReadWriteSpan server && server.isRecording()) {
      Safe.run("writing the trace context", () -> processor.onStart(known, server));
    }
    return known;
  }
}
