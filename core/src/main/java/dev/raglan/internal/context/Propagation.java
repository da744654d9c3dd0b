package dev.raglan.internal.context;

import dev.raglan.internal.safe.Safe;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;

/**
 * Reads and writes span contexts in carriers with the configured propagators, and with W3C's where
 * none are configured. Thread-safe; never throws.
 */
public final class Propagation {

  private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

  private final TextMapPropagator configured;

  /** Creates propagation with the propagators of an OpenTelemetry. */
  public Propagation(OpenTelemetry openTelemetry) {
    this.configured = openTelemetry.getPropagators().getTextMapPropagator();
  }

  /** Returns the current context with the span that the carrier names, or with none. */
  public <C> Context extract(C carrier, TextMapGetter<C> getter) {
    return extract(Context.current().with(Span.getInvalid()), carrier, getter);
  }

  /** Returns the context, which has no span, with the span that the carrier names. */
  public <C> Context extract(Context without, C carrier, TextMapGetter<C> getter) {
    Context extracted = Safe.orElse(() -> configured.extract(without, carrier, getter), without);
    if (Span.fromContext(extracted).getSpanContext().isValid()) {
      return extracted;
    }
    return Safe.orElse(() -> W3C.extract(extracted, carrier, getter), extracted);
  }

  /** Writes the span of the context into the carrier. */
  public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
    TextMapPropagator chosen = configured.fields().isEmpty() ? W3C : configured;
    Safe.run("writing a span context", () -> chosen.inject(context, carrier, setter));
  }
}
