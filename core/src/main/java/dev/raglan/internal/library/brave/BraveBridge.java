package dev.raglan.internal.library.brave;

import brave.Tracing;
import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.library.micrometer.CallObservation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveSpan;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Micrometer's bridge to Brave. */
public final class BraveBridge implements CallObservation.Bridge {

  @Override
  public @Nullable Span span(Context call, Context before) {
    brave.Span twin = BraveEntry.twinOf(call);
    return twin == null ? null : BraveSpan.fromBrave(twin);
  }

  /** Brave's current span is not in OpenTelemetry's context. */
  @Override
  public Context current(@Nullable Context own) {
    return ContextScopes.parent(own == null ? Context.current() : own);
  }

  @Override
  public Tracer tracer() {
    Tracing tracing = Tracing.current();
    return tracing == null
        ? Tracer.NOOP
        : new BraveTracer(
            tracing.tracer(), new BraveCurrentTraceContext(tracing.currentTraceContext()));
  }
}
