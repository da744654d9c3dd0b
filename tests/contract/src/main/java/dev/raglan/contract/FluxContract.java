package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.Weaver;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Results of many elements that are worked out when they are subscribed to. */
abstract class FluxContract extends ContractGroup {

  FluxContract(Weaver weaver) {
    super(weaver);
  }

  private Later later() {
    return traced(Later.class, TracedLater::new);
  }

  @Test
  void doesNothingBeforeItIsSubscribedTo() {
    AtomicInteger worked = new AtomicInteger();

    Flux<Integer> flux = later().flux(() -> Flux.defer(() -> Flux.just(worked.incrementAndGet())));

    assertThat(worked).hasValue(0);
    assertThat(spans()).isEmpty();
    assertThat(flux.collectList().block()).containsExactly(1);
    assertThat(span()).hasName("flux").hasStatus(StatusData.unset());
  }

  @Test
  void joinsTheTextOfAllChunks() {
    List<String> chunks =
        later().flux(() -> Flux.just("A ", "raglan ", "sleeve")).collectList().block();

    assertThat(chunks).containsExactly("A ", "raglan ", "sleeve");
    assertThat(output(span())).isEqualTo("A raglan sleeve");
    assertThat(span()).hasAttribute(RaglanAttributes.STREAM_CHUNKS, 3L);
  }

  @Test
  void listsAllElementsThatAreNoText() {
    later().flux(() -> Flux.range(1, 3)).blockLast();

    assertThat(output(span())).isEqualTo("[1,2,3]");
  }

  @Test
  void boundsWhatItGathersOfAnEndlessFlux() {
    later().flux(() -> Flux.range(1, 1_000_000)).blockLast();

    assertThat(output(span())).hasSizeLessThanOrEqualTo(16_384);
    assertThat(span()).hasAttribute(RaglanAttributes.STREAM_CHUNKS, 1_000_000L);
  }

  @Test
  void endsWithTheErrorAndKeepsWhatCameBefore() {
    IllegalStateException thrown = new IllegalStateException("boom");

    Flux<String> flux = later().flux(() -> Flux.just("partial").concatWith(Flux.error(thrown)));

    assertThatThrownBy(flux::blockLast).isSameAs(thrown);
    assertThat(span()).hasStatus(failure("boom")).hasException(thrown);
    assertThat(output(span())).isEqualTo("partial");
  }

  @Test
  void endsWhenItIsEmpty() {
    assertThat(later().flux(Flux::empty).blockLast()).isNull();

    assertThat(span()).hasStatus(StatusData.unset());
  }

  @Test
  void endsWhenItIsCancelledAndKeepsWhatCameBefore() {
    Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();

    Disposable subscription = later().flux(sink::asFlux).subscribe();
    sink.tryEmitNext("partial");
    subscription.dispose();

    assertThat(sink.currentSubscriberCount()).isZero();
    assertThat(span())
        .hasStatus(StatusData.unset())
        .hasAttribute(RaglanAttributes.STATUS, "canceled");
    assertThat(output(span())).isEqualTo("partial");
  }

  @Test
  void endsWhenOnlyTheFirstIsTaken() {
    assertThat(later().flux(() -> Flux.range(1, 100)).take(1).blockLast()).isEqualTo(1);

    assertThat(span()).hasAttribute(RaglanAttributes.STATUS, "canceled");
    assertThat(output(span())).isEqualTo("[1]");
  }

  @Test
  void hasASpanForEachOfManySubscribers() {
    Sinks.Many<Integer> sink = Sinks.many().multicast().directBestEffort();
    Flux<Integer> flux = later().flux(sink::asFlux);

    flux.subscribe();
    flux.subscribe();
    flux.subscribe();
    assertThat(spans()).isEmpty();
    sink.tryEmitNext(7);
    sink.tryEmitComplete();

    assertThat(spans()).hasSize(3);
    assertThat(spans()).extracting(ContractGroup::output).containsOnly("[7]");
    assertThat(spans()).extracting(SpanData::getSpanId).doesNotHaveDuplicates();
  }

  @Test
  void honorsTheDemandOfItsSubscriber() {
    List<Long> requested = new ArrayList<>();

    later()
        .flux(() -> Flux.range(1, 10).doOnRequest(requested::add))
        .limitRate(2)
        .take(4)
        .blockLast();

    assertThat(requested.get(0)).isEqualTo(2);
  }

  @Test
  void makesWhatItsOperatorsCallItsChildren() {
    Steps steps = traced(Steps.class, TracedSteps::new);

    later().flux(() -> Flux.defer(() -> Flux.just(steps.leaf()))).blockLast();

    assertThat(span("leaf")).hasParent(span("flux"));
  }

  @Test
  void nestsWithinAnotherThroughAThreadOfReactors() {
    Later later = later();

    later
        .flux(
            () ->
                Flux.just("a")
                    .publishOn(Schedulers.single())
                    .concatMap(a -> later.flux(() -> Flux.just(a))))
        .blockLast();

    assertThat(spans())
        .hasSize(2)
        .extracting(s -> s.getParentSpanContext().isValid())
        .containsExactlyInAnyOrder(true, false);
    assertThat(spans()).extracting(SpanData::getTraceId).containsOnly(spans().get(0).getTraceId());
  }

  @Test
  void endsOnceWhenCancelledAfterTheEnd() {
    Disposable subscription = later().flux(() -> Flux.just("done")).subscribe();
    subscription.dispose();

    assertThat(span()).hasStatus(StatusData.unset());
    assertThat(span().getAttributes().get(RaglanAttributes.STATUS)).isNull();
  }

  @Test
  void passesReactorsContextOn() {
    String seen =
        later()
            .flux(() -> Flux.deferContextual(c -> Flux.just(c.<String>get("tenant"))))
            .contextWrite(c -> c.put("tenant", "acme"))
            .blockLast();

    assertThat(seen).isEqualTo("acme");
  }
}
