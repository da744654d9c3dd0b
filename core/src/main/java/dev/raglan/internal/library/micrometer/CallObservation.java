package dev.raglan.internal.library.micrometer;

import dev.raglan.internal.framework.ReactiveContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.opentelemetry.api.trace.SpanId;
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

  /** The most observations around each other in which a span is searched. */
  private static final int DEEPEST = 64;

  /** Micrometer's bridge to the library that records the spans of its observations. */
  public interface Bridge {

    /**
     * Returns the span of a call as Micrometer knows it; null if the library has none of it.
     *
     * @param before the context that the library carried until now
     */
    @Nullable Span span(Context call, Context before);

    /**
     * Returns the context of the observation whose scope is open on this thread.
     *
     * @param own what Raglan carries; null for nothing
     */
    Context current(@Nullable Context own);

    /** Opens the scopes of spans. */
    Tracer tracer();
  }

  private final ObservationRegistry registry = ObservationRegistry.create();
  private final Bridge bridge;

  /** Creates a carrier over a bridge. */
  public CallObservation(Bridge bridge) {
    this.bridge = bridge;
    registry.observationConfig().observationHandler(new Handler(bridge));
  }

  @Override
  public reactor.util.context.Context carry(reactor.util.context.Context subscriber, Context call) {
    Context before = contextOf(subscriber, null);
    Span span = bridge.span(call, before == null ? Context.root() : before);
    return span == null
        ? subscriber
        : subscriber.put(
            KEY, Observation.start("raglan.call", () -> new CallContext(span), registry));
  }

  /**
   * Asks the observation that travels with the subscriber for its context, or the nearest one
   * around it that has a span: nothing may trace what is observed below a call. Null if none has
   * one.
   */
  @Override
  public @Nullable Context contextOf(ContextView subscriber, @Nullable Context own) {
    Observation traced = traced(subscriber.getOrDefault(KEY, null));
    if (traced == null) {
      return null;
    }
    try (Observation.Scope scope = traced.openScope()) {
      return bridge.current(own);
    }
  }

  private static @Nullable Observation traced(@Nullable Object travelling) {
    Object next = travelling;
    for (int depth = 0; depth < DEEPEST; depth++) {
      if (!(next instanceof Observation observation) || observation.isNoop()) {
        return null;
      }
      Observation.ContextView context = observation.getContextView();
      if (hasSpan(context.get(TracingContext.class))) {
        return observation;
      }
      next = context.getParentObservation();
    }
    return null;
  }

  /** The span of a tracer that does nothing has no id. */
  private static boolean hasSpan(@Nullable TracingContext tracing) {
    Span span = tracing == null ? null : tracing.getSpan();
    return span != null && SpanId.isValid(span.context().spanId());
  }

  /** The context of a call's observation. */
  private static final class CallContext extends Observation.Context {

    private final Span span;

    private CallContext(Span span) {
      this.span = span;
    }
  }

  /** Gives the observation the call's span; scopes are opened as Micrometer opens its own. */
  private record Handler(Bridge bridge) implements TracingObservationHandler<CallContext> {

    @Override
    public Tracer getTracer() {
      return bridge.tracer();
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
