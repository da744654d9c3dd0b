package dev.raglan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.raglan.contract.subject.Echo;
import dev.raglan.contract.subject.Failing;
import dev.raglan.contract.subject.Hostile;
import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedEcho;
import dev.raglan.contract.subject.TracedFailing;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.contract.weaver.Weaver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Calls of which nothing is recorded. */
abstract class SilenceContract extends ContractGroup {

  SilenceContract(Weaver weaver) {
    super(weaver);
  }

  @SuppressWarnings("unchecked")
  private int timesLookedInto() {
    AtomicInteger looked = new AtomicInteger();
    Hostile.Getter value = new Hostile.Getter(looked::incrementAndGet);
    Echo<Object> echo = traced(Echo.class, TracedEcho::new);
    assertThat(echo.echo(value)).isSameAs(value);
    return looked.get();
  }

  @Test
  void looksIntoValuesWhenSampled() {
    assertThat(timesLookedInto()).isPositive();
    assertThat(spans()).hasSize(1);
  }

  @Test
  void looksIntoNothingWhenNotSampled() {
    use(RecordedTracing.sampled(Sampler.alwaysOff()));

    assertThat(timesLookedInto()).isZero();
    assertThat(spans()).isEmpty();
  }

  @Test
  void looksIntoNoResultThatArrivesLaterWhenNotSampled() {
    use(RecordedTracing.sampled(Sampler.alwaysOff()));
    AtomicInteger looked = new AtomicInteger();
    CompletableFuture<Object> future = new CompletableFuture<>();

    traced(Later.class, TracedLater::new).completable(() -> future);
    future.complete(new Hostile.Getter(looked::incrementAndGet));

    assertThat(looked).hasValue(0);
  }

  @Test
  void looksIntoNoStreamWhenNotSampled() {
    use(RecordedTracing.sampled(Sampler.alwaysOff()));
    AtomicInteger looked = new AtomicInteger();

    traced(Later.class, TracedLater::new).stream(
            () -> Stream.of(new Hostile.Getter(looked::incrementAndGet)))
        .forEach(element -> {});

    assertThat(looked).hasValue(0);
  }

  @Test
  void decidesForEachSubscriptionAnewWhetherItIsSampled() {
    use(RecordedTracing.sampled(Sampler.parentBased(Sampler.alwaysOff())));
    Later later = traced(Later.class, TracedLater::new);
    Flux<?> declared = later.flux(() -> Flux.just("x"));
    Flux<?> returned = (Flux<?>) later.any(() -> Flux.just("x"));

    declared.blockLast();
    returned.blockLast();
    assertThat(spans()).isEmpty();
    try (Scope scope = belowASampledSpan().makeCurrent()) {
      declared.blockLast();
      returned.blockLast();
    }

    assertThat(spans())
        .extracting(SpanData::getName, SpanData::getParentSpanId, ContractGroup::output)
        .containsExactly(tuple("flux", "2".repeat(16), "x"), tuple("any", "2".repeat(16), "x"));
  }

  private static Context belowASampledSpan() {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    "1".repeat(32),
                    "2".repeat(16),
                    TraceFlags.getSampled(),
                    TraceState.getDefault())));
  }

  @Test
  void keepsTheDecisionNotToSampleForCallsBelow() {
    use(RecordedTracing.sampled(Sampler.parentBased(Sampler.alwaysOff())));
    Steps steps = traced(Steps.class, TracedSteps::new);

    String trace =
        steps.outer(
            () -> {
              steps.leaf();
              return Span.current().getSpanContext().getTraceId();
            });

    assertThat(trace).isNotEqualTo(Span.getInvalid().getSpanContext().getTraceId());
    assertThat(spans()).isEmpty();
  }

  @Test
  void passesStraightThroughWhenDisabled() {
    use(RecordedTracing.open(builder -> builder.enabled(false)));

    assertThat(timesLookedInto()).isZero();
    assertThat(traced(Steps.class, TracedSteps::new).<Context>outer(Context::current))
        .isSameAs(Context.root());
    assertThat(spans()).isEmpty();
  }

  @Test
  void passesStraightThroughOnceClosed() {
    Steps steps = traced(Steps.class, TracedSteps::new);
    tracing().raglan().close();

    assertThat(steps.leaf()).isEqualTo("leaf");
    assertThat(steps.<Context>outer(Context::current)).isSameAs(Context.root());
    assertThat(timesLookedInto()).isZero();
    assertThat(spans()).isEmpty();
  }

  @Test
  void throwsWhatTheMethodThrowsOnceClosed() {
    Failing failing = traced(Failing.class, TracedFailing::new);
    tracing().raglan().close();
    IllegalStateException thrown = new IllegalStateException("boom");

    assertThatThrownBy(() -> failing.fail(thrown)).isSameAs(thrown);
  }

  @Test
  void finishesACallThatIsOpenWhenItIsClosed() {
    CompletableFuture<String> future = new CompletableFuture<>();
    traced(Later.class, TracedLater::new).completable(() -> future);

    tracing().raglan().close();
    future.complete("done");

    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void survivesAnSdkThatIsShutDown() {
    Steps steps = traced(Steps.class, TracedSteps::new);
    tracing().sdk().close();

    assertThat(steps.<String>outer(steps::leaf)).isEqualTo("leaf");
  }
}
