package dev.raglan.contract;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import dev.raglan.contract.subject.Later;
import dev.raglan.contract.subject.Steps;
import dev.raglan.contract.subject.TracedLater;
import dev.raglan.contract.subject.TracedSteps;
import dev.raglan.contract.weaver.RecordedTracing;
import dev.raglan.contract.weaver.Weaver;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;

/**
 * Operators downstream of a traced publisher: what they call and subscribe to is a child of the
 * subscriber's span and not of the publisher's, which has ended. All of it runs within "outer".
 */
abstract class OperatorContract extends ContractGroup {

  private static final Duration SOON = Duration.ofMillis(5);

  private final boolean propagates;

  /**
   * @param propagates true if Reactor carries the context to the threads of operators by itself
   */
  OperatorContract(Weaver weaver, boolean propagates) {
    super(weaver);
    this.propagates = propagates;
  }

  private Later later() {
    return traced(Later.class, TracedLater::new);
  }

  private Steps steps() {
    return traced(Steps.class, TracedSteps::new);
  }

  /** Operators, by their name: each calls a leaf, or subscribes to the traced "flux". */
  private Map<String, Function<Mono<String>, Mono<?>>> operators() {
    Steps steps = steps();
    Later later = later();
    Map<String, Function<Mono<String>, Mono<?>>> all = new LinkedHashMap<>();
    all.put("map", source -> source.map(a -> steps.leaf()));
    all.put("filter", source -> source.filter(a -> !steps.leaf().isEmpty()));
    all.put("handle", source -> source.handle((a, sink) -> sink.next(steps.leaf())));
    all.put("doOnNext", source -> source.doOnNext(a -> steps.leaf()));
    all.put("doOnEach", source -> source.doOnEach(signal -> leafOnNext(signal, steps)));
    all.put("doOnSubscribe", source -> source.doOnSubscribe(subscription -> steps.leaf()));
    all.put("doOnSuccess", source -> source.doOnSuccess(a -> steps.leaf()));
    all.put("doOnTerminate", source -> source.doOnTerminate(steps::leaf));
    all.put("doFinally", source -> source.doFinally(signal -> steps.leaf()));
    all.put("flatMap", source -> source.flatMap(a -> later.flux(() -> Flux.just("b")).next()));
    all.put(
        "flatMapMany", source -> source.flatMapMany(a -> later.flux(() -> Flux.just("b"))).next());
    all.put("concatMap", source -> source.flux().concatMap(a -> flux(later)).next());
    all.put("switchMap", source -> source.flux().switchMap(a -> flux(later)).next());
    all.put("then", source -> source.then(Mono.defer(() -> flux(later).next())));
    all.put("thenMany", source -> source.thenMany(Flux.defer(() -> flux(later))).next());
    all.put("zipWith", source -> source.zipWith(flux(later).next()));
    all.put("zipWhen", source -> source.zipWhen(a -> flux(later).next()));
    all.put(
        "switchIfEmpty",
        source -> source.filter(a -> false).switchIfEmpty(Mono.defer(() -> flux(later).next())));
    all.put("concatWith", source -> source.concatWith(Flux.defer(() -> flux(later))).last());
    all.put(
        "onErrorResume",
        source ->
            source
                .flatMap(a -> Mono.<String>error(new IllegalStateException()))
                .onErrorResume(e -> flux(later).next()));
    all.put("cache", source -> source.cache().map(a -> steps.leaf()));
    all.put("share", source -> source.share().map(a -> steps.leaf()));
    all.put(
        "subscribeOn", source -> source.subscribeOn(Schedulers.single()).map(a -> steps.leaf()));
    all.put("timeout", source -> source.timeout(Duration.ofMinutes(1)).map(a -> steps.leaf()));
    return all;
  }

  private static void leafOnNext(Signal<String> signal, Steps steps) {
    if (signal.isOnNext()) {
      steps.leaf();
    }
  }

  /** Operators that pass their elements on by a thread of their own. */
  private static Map<String, UnaryOperator<Mono<String>>> threadsOfOperators() {
    Map<String, UnaryOperator<Mono<String>>> all = new LinkedHashMap<>();
    all.put("publishOn", source -> source.publishOn(Schedulers.single()));
    all.put("delayElement", source -> source.delayElement(SOON));
    all.put("delayElements", source -> source.flux().delayElements(SOON).next());
    all.put(
        "timeout",
        source -> Mono.<String>never().timeout(SOON, source.publishOn(Schedulers.parallel())));
    return all;
  }

  private static Flux<String> flux(Later later) {
    return later.flux(() -> Flux.just("b"));
  }

  private void runEach(Function<Mono<String>, Mono<String>> source) {
    for (String name : operators().keySet()) {
      use(RecordedTracing.open());
      Later later = later();
      Function<Mono<String>, Mono<?>> operator = operators().get(name);

      steps().outer(() -> operator.apply(later.mono(() -> source.apply(Mono.just("a")))).block());

      // An operator such as doFinally may still be at work when block() has returned.
      Awaitility.await(name).untilAsserted(() -> assertThat(spans()).hasSize(3));
      SpanData outer = span("outer");
      for (SpanData each : spans()) {
        if (each != outer) {
          assertThat(each.getParentSpanId())
              .as("%s: the parent of %s", name, each.getName())
              .isEqualTo(outer.getSpanId());
        }
      }
    }
  }

  @Test
  void runInTheSubscribersSpanWhereTheSourceEmitsAtOnce() {
    runEach(source -> source);
  }

  @Test
  void runInTheSubscribersSpanWhereTheSourceEmitsLater() {
    runEach(source -> source.delayElement(SOON));
  }

  /** Reactor carries the context to such threads; nobody else could. */
  @Test
  void runInTheSubscribersSpanOnThreadsOfOperatorsIfPropagationIsAutomatic() {
    threadsOfOperators()
        .forEach(
            (name, operator) -> {
              use(RecordedTracing.open());
              Steps steps = steps();
              Later later = later();

              steps.outer(
                  () ->
                      operator
                          .apply(later.mono(() -> Mono.just("a")))
                          .map(a -> steps.leaf())
                          .block());

              assertThat(span("mono")).as(name).hasParent(span("outer"));
              if (propagates) {
                assertThat(span("leaf")).as(name).hasParent(span("outer"));
              } else if (name.equals("publishOn")) { // The others may stay on the thread.
                assertThat(span("leaf")).as(name).hasNoParent();
              }
            });
  }

  @Test
  void subscribeAgainInTheSubscribersSpan() {
    AtomicInteger attempts = new AtomicInteger();
    Later later = later();

    steps()
        .outer(
            () ->
                later
                    .mono(
                        () ->
                            Mono.defer(
                                () ->
                                    attempts.incrementAndGet() == 1
                                        ? Mono.error(new IllegalStateException("boom"))
                                        : Mono.just("a").delayElement(SOON)))
                    .retry(1)
                    .repeat(1)
                    .blockLast());

    SpanData outer = span("outer");
    List<SpanData> subscriptions =
        spans().stream().filter(each -> each.getName().equals("mono")).toList();
    assertThat(subscriptions)
        .hasSize(3)
        .allSatisfy(each -> assertThat(each.getParentSpanId()).isEqualTo(outer.getSpanId()));
  }

  @Test
  void subscribeToTheFallbackOfATimeoutInTheSpanThatItWasAssembledIn() {
    Later later = later();

    steps()
        .outer(
            () -> later.mono(() -> Mono.<String>never()).timeout(SOON, flux(later).next()).block());

    assertThat(span("flux")).hasParent(span("outer"));
    assertThat(span("mono")).hasParent(span("outer"));
  }
}
