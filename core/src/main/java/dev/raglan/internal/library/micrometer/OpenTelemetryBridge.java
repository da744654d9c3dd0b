package dev.raglan.internal.library.micrometer;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Micrometer's bridge to OpenTelemetry. */
public final class OpenTelemetryBridge implements CallObservation.Bridge {

  private final Tracer tracer =
      new OtelTracer(
          OpenTelemetry.noop().getTracer("dev.raglan"), new OtelCurrentTraceContext(), event -> {});

  @Override
  public Span span(Context call, Context before) {
    return MicrometerScopes.span(call, before);
  }

  /**
   * The observation of a call opens that call's context: its entries are there, and those that an
   * observation between the two has added.
   */
  @Override
  public Context current(@Nullable Context own) {
    return Context.current();
  }

  @Override
  public Tracer tracer() {
    return tracer;
  }
}
