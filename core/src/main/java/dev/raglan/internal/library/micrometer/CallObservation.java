package dev.raglan.internal.library.micrometer;

import dev.raglan.internal.framework.ReactiveContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Carries a call along Reactor's signals as an observation, under Micrometer's own key.
 *
 * <p>Micrometer's accessor, WebClient and the operators of Spring look there for the parent of what
 * they observe, whether context propagation is automatic or off. The observation belongs to a
 * registry of its own: no meter and no handler of the application hears of it.
 */
public final class CallObservation implements ReactiveContext.Carrier {

  private static final String KEY = ObservationThreadLocalAccessor.KEY;
  private static final ObservationRegistry OWN = registry();

  private static ObservationRegistry registry() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(new Handler());
    return registry;
  }

  @Override
  public reactor.util.context.Context carry(reactor.util.context.Context subscriber, Context call) {
    Context before = contextOf(subscriber);
    Span span = MicrometerScopes.span(call, before == null ? Context.root() : before);
    Observation observation = Observation.start("raglan.call", () -> new CallContext(span), OWN);
    return subscriber.put(KEY, observation);
  }

  /**
   * Returns the context of the observation that travels with the subscriber; null if none does.
   *
   * <p>The observation of a call opens that call's context: its entries are there, and those that
   * an observation between the two has added.
   */
  @Override
  public @Nullable Context contextOf(ContextView subscriber) {
    Object travelling = subscriber.getOrDefault(KEY, null);
    if (!(travelling instanceof Observation observation) || observation.isNoop()) {
      return null;
    }
    try (Observation.Scope scope = observation.openScope()) {
      return Context.current();
    }
  }

  /** The context of a call's observation. */
  private static final class CallContext extends Observation.Context {

    private final Span span;

    private CallContext(Span span) {
      this.span = span;
    }
  }

  /** Gives the observation the call's span; scopes are opened as Micrometer opens its own. */
  private static final class Handler implements TracingObservationHandler<CallContext> {

    private final Tracer tracer =
        new OtelTracer(
            OpenTelemetry.noop().getTracer("dev.raglan"),
            new OtelCurrentTraceContext(),
            event -> {});

    @Override
    public Tracer getTracer() {
      return tracer;
    }

    @Override
    public void onStart(CallContext context) {
      getTracingContext(context).setSpan(context.span);
    }

    /** Does nothing: the call's span ends with its subscription. */
    @Override
    public void onStop(CallContext context) {}

    /** Does nothing: the call itself records how it failed. */
    @Override
    public void onError(CallContext context) {}

    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof CallContext;
    }
  }
}
