package dev.raglan.internal.framework;

import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.record.Engine;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadWriteSpan;

/**
 * Writer of a web request's trace context into the context that its spans are recorded in.
 * Thread-safe.
 */
public final class RequestTraceContext {

  private final TraceContextProcessor processor;

  /**
   * Creates a writer.
   *
   * @param raglan an instance of {@code dev.raglan.Raglan}
   */
  public RequestTraceContext(Object raglan) {
    this.processor = TraceContextProcessor.of(Engine.of(raglan).renderer());
  }

  /** Makes the thread's context with the request's trace context current, until it is closed. */
  public Scope open(TraceContext said) {
    return ContextScopes.open(in(Context.current(), said));
  }

  /**
   * Returns the context with the request's trace context merged into the one it has, which is also
   * written on the span that has started before.
   */
  public Context in(Context context, TraceContext said) {
    Context known = context.with(TraceContext.of(context).merge(said));
    if (Span.fromContext(known) instanceof ReadWriteSpan server && server.isRecording()) {
      processor.write(known, server);
    }
    return known;
  }
}
