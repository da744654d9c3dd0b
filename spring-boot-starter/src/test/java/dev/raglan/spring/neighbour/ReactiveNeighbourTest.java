package dev.raglan.spring.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.trace.ActiveSpan;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Who sees Raglan's span along a reactive request on Netty with Spring Boot's tracing, with context
 * propagation automatic and off.
 */
class ReactiveNeighbourTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private static final List<Arrived> ARRIVED = new CopyOnWriteArrayList<>();

  private static volatile Supplier<Mono<String>> work = Mono::empty;
  private @Nullable ConfigurableApplicationContext application;

  /** A reactive application with traced services. */
  @Configuration(proxyBeanMethods = false)
  static class Services {

    @Bean
    static Reactive reactive() {
      return new Reactive();
    }
  }

  /** Traced services that return publishers. */
  static class Reactive {

    @Traced("outer")
    Mono<String> outer(Mono<String> below) {
      return below;
    }

    @Traced("inner")
    Mono<String> inner(Mono<String> below) {
      return below;
    }
  }

  /** A request that has arrived, and the span that was current on its thread. */
  private record Arrived(String thread, String spanId) {}

  /** Sees what is current on the thread that a request arrives on. */
  @Component
  static class Arrivals implements WebFilter, Ordered {

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
      String spanId = Span.current().getSpanContext().getSpanId();
      ARRIVED.add(new Arrived(Thread.currentThread().getName(), spanId));
      return chain.filter(exchange);
    }
  }

  /** Endpoints of the application. */
  @RestController
  static class Endpoints {

    @GetMapping("/work")
    Mono<String> work() {
      return work.get();
    }

    @GetMapping("/pong")
    Mono<String> pong() {
      return Mono.just("pong");
    }
  }

  private ConfigurableApplicationContext start(String propagation) {
    application =
        new SpringApplicationBuilder(
                NeighbourApplication.class, Services.class, Arrivals.class, Endpoints.class)
            .web(WebApplicationType.REACTIVE)
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.reactor.context-propagation=" + propagation,
                "management.tracing.sampling.probability=1.0")
            .run();
    return application;
  }

  @AfterEach
  void stop() {
    if (application != null) {
      application.close();
    }
    Hooks.disableAutomaticContextPropagation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void webClientAfterADelayInATracedMono(String propagation) throws Exception {
    start(propagation);
    request(() -> reactive().outer(Mono.delay(Duration.ofMillis(5)).then(client())));
    assertTree("outer", "http get");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void webClientThatIsTriedAgainInATracedMono(String propagation) throws Exception {
    start(propagation);
    AtomicInteger tried = new AtomicInteger();
    request(
        () ->
            reactive()
                .outer(
                    client()
                        .filter(answer -> tried.incrementAndGet() == 3)
                        .switchIfEmpty(Mono.error(IllegalStateException::new))
                        .retryWhen(Retry.fixedDelay(3, Duration.ofMillis(5)))));
    String outer = span("outer").getSpanId();
    // The spans of a client end after it has handed on its answers.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(spans())
                    .filteredOn(each -> each.getName().equals("http get"))
                    .hasSize(3)
                    .allSatisfy(each -> assertThat(each.getParentSpanId()).isEqualTo(outer)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void observationAfterAResponseInATracedMono(String propagation) throws Exception {
    start(propagation);
    request(
        () -> reactive().outer(client().flatMap(answer -> observed("observed", Mono.just("x")))));
    assertTree("outer", "observed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void webClientAtOnceInTracedInTraced(String propagation) throws Exception {
    start(propagation);
    request(() -> reactive().outer(Mono.defer(() -> reactive().inner(client()))));
    assertTree("outer", "inner", "http get");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void observationBetweenTwoTracedMonos(String propagation) throws Exception {
    start(propagation);
    request(
        () ->
            reactive()
                .outer(
                    observed(
                        "observed",
                        Mono.delay(Duration.ofMillis(5))
                            .then(Mono.defer(() -> reactive().inner(Mono.just("x")))))));
    assertTree("outer", "observed", "inner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void requestWithoutRaglanIsLeftAlone(String propagation) throws Exception {
    start(propagation);
    request(() -> client());
    assertTree("http get");
  }

  @ParameterizedTest
  @ValueSource(strings = "auto")
  void operatorsSeeTheServersSpanWhereNothingOfRaglanIs(String propagation) throws Exception {
    start(propagation);
    String seen =
        request(
            () ->
                Mono.delay(Duration.ofMillis(5))
                    .map(tick -> Span.current().getSpanContext().getSpanId()));
    assertThat(seen).isEqualTo(span("http get /work").getSpanId());
  }

  @ParameterizedTest
  @ValueSource(strings = "auto")
  void operatorsInATracedMonoSeeItsSpan(String propagation) throws Exception {
    start(propagation);
    String seen =
        request(
            () ->
                reactive()
                    .outer(
                        Mono.delay(Duration.ofMillis(5))
                            .map(
                                tick -> {
                                  NeighbourApplication.look("operator");
                                  return Span.current().getSpanContext().getSpanId();
                                })));
    assertThat(seen).isEqualTo(span("outer").getSpanId());
    assertThat(NeighbourApplication.SEEN).containsEntry("operator.log", seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void failureInATracedMono(String propagation) throws Exception {
    start(propagation);
    request(
        () ->
            reactive()
                .outer(Mono.error(new IllegalStateException("meant to fail")))
                .onErrorResume(error -> observed("after", Mono.just("x"))));
    assertThat(span("after").getParentSpanId()).isEqualTo(span("http get /work").getSpanId());
  }

  private Mono<String> client() {
    return WebClient.builder()
        .observationRegistry(bean(ObservationRegistry.class))
        .build()
        .get()
        .uri("http://localhost:" + port() + "/pong")
        .retrieve()
        .bodyToMono(String.class);
  }

  private Mono<String> observed(String name, Mono<String> below) {
    return Mono.deferContextual(
        subscriber -> {
          Observation parent = subscriber.getOrDefault("micrometer.observation", null);
          Observation observation =
              Observation.createNotStarted(name, bean(ObservationRegistry.class))
                  .parentObservation(parent)
                  .start();
          return below
              .contextWrite(context -> context.put("micrometer.observation", observation))
              .doFinally(signal -> observation.stop());
        });
  }

  private Reactive reactive() {
    return bean(Reactive.class);
  }

  private <T> T bean(Class<T> type) {
    return java.util.Objects.requireNonNull(application).getBean(type);
  }

  private String port() {
    return java.util.Objects.requireNonNull(application)
        .getEnvironment()
        .getRequiredProperty("local.server.port");
  }

  /** One of the later requests is served by the thread of the first. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void facadeSpanThatIsNeverEndedLeavesTheThreadAlone(String propagation) throws Exception {
    start(propagation);
    ARRIVED.clear();
    AtomicReference<ActiveSpan> forgotten = new AtomicReference<>();
    String first =
        request(
            () -> {
              forgotten.set(bean(Raglan.class).span("forgotten").start());
              return Mono.just(Thread.currentThread().getName());
            });
    Awaitility.await()
        .untilAsserted(
            () -> {
              request(() -> Mono.just(""));
              assertThat(ARRIVED)
                  .filteredOn(each -> each.thread().equals(first))
                  .hasSizeGreaterThan(1);
            });
    assertThat(ARRIVED)
        .extracting(Arrived::spanId)
        .doesNotContain(forgotten.get().spanContext().getSpanId());
  }

  private String request(Supplier<Mono<String>> inRequest) throws Exception {
    work = inRequest;
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/work"))
                    .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                    .timeout(Duration.ofSeconds(30))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  /** Returns a span of the request, which may end after the response. */
  private SpanData span(String name) {
    return Awaitility.await(name)
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> spans().stream().filter(each -> each.getName().equals(name)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private List<SpanData> spans() {
    return bean(InMemorySpanExporter.class).getFinishedSpanItems();
  }

  private List<String> tree() {
    return spans().stream()
        .map(each -> each.getParentSpanId() + " > " + each.getName() + " " + each.getSpanId())
        .toList();
  }

  private void assertTree(String... names) {
    SpanData parent = span("http get /work");
    assertThat(parent.getTraceId()).isEqualTo(TRACE);
    for (String name : names) {
      SpanData span = span(name);
      assertThat(span.getTraceId()).as(name).isEqualTo(TRACE);
      assertThat(span.getParentSpanId())
          .as("parent of %s of %s", name, tree())
          .isEqualTo(parent.getSpanId());
      parent = span;
    }
  }
}
