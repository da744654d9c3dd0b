package dev.raglan.internal.library.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that travel along Reactor's signals as observations. */
class CallObservationTest {

  private static final String KEY = ObservationThreadLocalAccessor.KEY;

  private static final Span SPAN =
      Span.wrap(
          SpanContext.create(
              "0af7651916cd43dd8448eb211c80319c",
              "b7ad6b7169203331",
              TraceFlags.getSampled(),
              TraceState.getDefault()));

  private final CallObservation carrier = new CallObservation(new OpenTelemetryBridge());

  /** Registries of applications whose observations have no spans. */
  static Stream<Supplier<ObservationRegistry>> untraced() {
    return Stream.of(
        CallObservationTest::counting,
        () -> {
          ObservationRegistry registry = ObservationRegistry.create();
          registry
              .observationConfig()
              .observationHandler(new DefaultTracingObservationHandler(Tracer.NOOP));
          return registry;
        });
  }

  private static ObservationRegistry counting() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(context -> true);
    return registry;
  }

  private static Observation below(reactor.util.context.Context around, ObservationRegistry from) {
    Observation parent = around.getOrDefault(KEY, null);
    return Observation.createNotStarted("untraced", from).parentObservation(parent).start();
  }

  @ParameterizedTest
  @MethodSource("untraced")
  void whatNothingTracesDoesNotHideTheCallAroundIt(Supplier<ObservationRegistry> untraced) {
    ObservationRegistry registry = untraced.get();
    reactor.util.context.Context call =
        carrier.carry(reactor.util.context.Context.empty(), Context.root().with(SPAN));
    reactor.util.context.Context once = call.put(KEY, below(call, registry));
    reactor.util.context.Context twice = once.put(KEY, below(once, registry));
    for (reactor.util.context.Context subscriber :
        new reactor.util.context.Context[] {call, once, twice}) {
      Context found = carrier.contextOf(subscriber, null);
      assertThat(found).isNotNull();
      assertThat(Span.fromContext(found).getSpanContext()).isEqualTo(SPAN.getSpanContext());
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @ParameterizedTest
  @MethodSource("untraced")
  void whatNothingTracesCarriesNoContext(Supplier<ObservationRegistry> untraced) {
    reactor.util.context.Context none = reactor.util.context.Context.empty();
    try (Scope thread = Context.root().with(SPAN).makeCurrent()) {
      assertThat(carrier.contextOf(none.put(KEY, below(none, untraced.get())), null)).isNull();
    }
  }

  @Test
  void anObservationThatIsSwitchedOffCarriesNoContext() {
    assertThat(
            carrier.contextOf(
                reactor.util.context.Context.of(KEY, Observation.NOOP), Context.root()))
        .isNull();
  }

  @Test
  void anObservationThatIsItsOwnParentCarriesNoContext() {
    Observation own = Observation.createNotStarted("own", counting());
    own.parentObservation(own).start();
    assertThat(carrier.contextOf(reactor.util.context.Context.of(KEY, own), null)).isNull();
  }
}
