package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Results of one element that are worked out when they are subscribed to. */
abstract class MonoContract extends ContractGroup {

  MonoContract(Weaver weaver) {
    super(weaver);
  }

  private Later later() {
    return traced(Later.class, TracedLater::new);
  }

  @Test
  void doesNothingBeforeItIsSubscribedTo() {
    AtomicInteger worked = new AtomicInteger();

    Mono<Integer> mono = later().mono(() -> Mono.fromSupplier(worked::incrementAndGet));

    assertThat(worked).hasValue(0);
    assertThat(spans()).isEmpty();
    assertThat(mono.block()).isEqualTo(1);
    assertThat(span()).hasName("mono").hasNoParent().hasStatus(StatusData.unset());
    assertThat(output(span())).isEqualTo("1");
  }

  @Test
  void endsWithTheError() {
    IllegalStateException thrown = new IllegalStateException("boom");

    Mono<String> mono = later().mono(() -> Mono.error(thrown));

    assertThatThrownBy(mono::block).isSameAs(thrown);
    assertThat(span()).hasStatus(failure("boom")).hasException(thrown);
  }

  @Test
  void endsWhenItIsEmpty() {
    assertThat(later().mono(Mono::empty).block()).isNull();

    assertThat(span()).hasStatus(StatusData.unset());
    assertThat(output(span())).isNull();
  }

  @Test
  void endsWhenItIsCancelled() {
    Sinks.One<String> sink = Sinks.one();

    Disposable subscription = later().mono(sink::asMono).subscribe();
    assertThat(spans()).isEmpty();
    subscription.dispose();

    assertThat(sink.currentSubscriberCount()).isZero();
    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STATUS, "canceled")
        .hasTotalRecordedEvents(0);
  }

  @Test
  void endsWhenItCompletesLater() {
    Sinks.One<String> sink = Sinks.one();

    later().mono(sink::asMono).subscribe();
    assertThat(spans()).isEmpty();
    sink.tryEmitValue("done");

    assertThat(output(span())).isEqualTo("done");
  }

  @Test
  void hasASpanForEachSubscription() {
    AtomicInteger worked = new AtomicInteger();
    Mono<Integer> mono = later().mono(() -> Mono.fromSupplier(worked::incrementAndGet));

    assertThat(mono.block()).isEqualTo(1);
    assertThat(mono.block()).isEqualTo(2);

    assertThat(spans()).extracting(ContractGroup::output).containsExactly("1", "2");
    assertThat(spans()).extracting(SpanData::getTraceId).doesNotHaveDuplicates();
  }

  @Test
  void endsNullAsItIs() {
    assertThat(later().<String>mono(() -> null)).isNull();

    assertThat(span()).hasStatus(StatusData.unset());
  }

  @Test
  void throwsWhatIsThrownBeforeThereIsAMono() {
    IllegalStateException thrown = new IllegalStateException("boom");

    assertThatThrownBy(
            () ->
                later()
                    .mono(
                        () -> {
                          throw thrown;
                        }))
        .isSameAs(thrown);

    assertThat(span()).hasException(thrown);
  }

  @Test
  void hangsUnderTheSpanOfTheCall() {
    Span own = tracing().sdk().getTracer("app").spanBuilder("own").startSpan();
    Mono<String> mono;
    try (Scope ignored = own.makeCurrent()) {
      mono = later().mono(() -> Mono.just("done"));
    } finally {
      own.end();
    }
    mono.block();

    assertThat(span("mono")).hasParent(span("own"));
  }

  @Test
  void hangsUnderTheSpanOfTheSubscriberWhenThereIsOne() {
    Mono<String> mono = later().mono(() -> Mono.just("done"));

    Span own = tracing().sdk().getTracer("app").spanBuilder("own").startSpan();
    try (Scope ignored = own.makeCurrent()) {
      mono.block();
    } finally {
      own.end();
    }

    assertThat(span("mono")).hasParent(span("own"));
  }

  @Test
  void makesAReactiveCallWithinAReactiveCallItsChild() {
    Later later = later();

    later
        .mono(() -> Mono.just("a").flatMapMany(a -> later.flux(() -> Flux.just(a))).next())
        .block();

    assertThat(span("mono")).hasNoParent();
    assertThat(span("flux")).hasParent(span("mono"));
  }

  @Test
  void makesASyncCallDuringAssemblyItsChild() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    Mono<String> mono =
        later()
            .mono(
                () -> {
                  steps.leaf();
                  return Mono.just("done");
                });
    mono.block();

    assertThat(span("leaf")).hasParent(span("mono"));
    assertThat(output(span("mono"))).isEqualTo("done");
  }

  @Test
  void makesWhatASubscriptionCallsItsChild() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    later().mono(() -> Mono.fromSupplier(steps::leaf)).block();

    assertThat(span("leaf")).hasParent(span("mono"));
  }

  @Test
  void leavesEveryThreadClean() {
    Context[] after = new Context[1];

    later().mono(() -> Mono.fromSupplier(() -> "done").subscribeOn(Schedulers.single())).block();
    Mono.fromRunnable(() -> after[0] = Context.current()).subscribeOn(Schedulers.single()).block();

    assertThat(after[0]).isSameAs(Context.root());
    assertThat(Context.current()).isSameAs(Context.root());
    assertThat(span()).hasName("mono");
  }
}
