package dev.raglan.brave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import dev.raglan.Raglan;
import dev.raglan.brave.BraveApplication.Collected;
import dev.raglan.brave.BraveApplication.Later;
import dev.raglan.brave.BraveApplication.Recorded;
import dev.raglan.brave.BraveApplication.Services;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/**
 * One tree of Brave's spans and Raglan's along real requests, with Spring Boot's Zipkin starter.
 */
@ExtendWith(OutputCaptureExtension.class)
class BraveNeighbourTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private @Nullable ConfigurableApplicationContext application;

  private void start(WebApplicationType type, String... properties) {
    Class<?> endpoints =
        type == WebApplicationType.REACTIVE
            ? BraveEndpoints.ReactiveEndpoints.class
            : BraveEndpoints.Endpoints.class;
    application =
        new SpringApplicationBuilder(BraveApplication.class, endpoints)
            .web(type)
            .properties(
                "server.port=0",
                "server.shutdown=immediate",
                "spring.main.banner-mode=off",
                "spring.reactor.context-propagation=auto",
                "management.tracing.export.zipkin.enabled=false",
                "management.tracing.sampling.probability=1.0")
            .properties(properties)
            .run();
  }

  @AfterEach
  void stop() {
    if (application != null) {
      application.close();
    }
    Hooks.disableAutomaticContextPropagation();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @ParameterizedTest
  @CsvSource({
    "traceparent, 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, "
        + "0af7651916cd43dd8448eb211c80319c",
    "b3, 8448eb211c80319c-b7ad6b7169203331-1, 00000000000000008448eb211c80319c",
    "x-none, none, ''",
  })
  void eachIsTheParentOfTheOther(String header, String value, String trace) throws Exception {
    start(WebApplicationType.SERVLET);
    String seen =
        request(
            header,
            value,
            () ->
                services()
                    .outer(
                        () -> observed("observed", () -> services().inner(() -> restClientGet()))));
    assertTree("http get /work", "outer", "observed", "inner", "http get");
    String traceId = raglans("outer").getTraceId();
    assertThat(trace.isEmpty() ? traceId : trace).isEqualTo(traceId);
    assertThat(seen).contains(traceId).contains(braves("http get").id());
  }

  @Test
  void theZipkinTreeIsWholeAndHasNothingThatWasCaptured() throws Exception {
    start(WebApplicationType.SERVLET);
    request(() -> services().outer(() -> observed("observed", () -> "secret")));
    System.gc();
    observed("next", () -> null);
    for (SpanData span : raglans()) {
      MutableSpan twin = braves(span.getName());
      assertThat(twin.id()).isEqualTo(span.getSpanId());
      assertThat(twin.parentId()).isEqualTo(span.getParentSpanId());
      assertThat(twin.tags()).isEmpty();
      assertThat(twin.finishTimestamp()).isPositive();
    }
    assertThat(bean(Collected.class).causes).containsOnly(SpanHandler.Cause.FINISHED);
    assertThat(bean(Collected.class).spans)
        .extracting(MutableSpan::name)
        .containsExactlyInAnyOrder("http get /work", "outer", "observed", "next");
  }

  @Test
  void aFailureHasItsTypeAlone() throws Exception {
    start(WebApplicationType.NONE);
    assertThatThrownBy(
            () ->
                services()
                    .outer(
                        () -> {
                          throw new IllegalStateException("with a secret");
                        }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(braves("outer").tags())
        .containsExactlyEntriesOf(java.util.Map.of("error", "java.lang.IllegalStateException"));
    assertThat(Tracing.current().currentTraceContext().get()).isNull();
  }

  @Test
  void aTraceThatRaglanBeginsGoesOnInBrave() throws Exception {
    start(WebApplicationType.NONE);
    services().outer(() -> observed("observed", () -> services().inner(() -> null)));
    assertTree("outer", "observed", "inner");
    assertThat(raglans("outer").getParentSpanContext().isValid()).isFalse();
    assertThat(braves("outer").parentId()).isNull();
    assertThat(Tracing.current().currentTraceContext().get()).isNull();
  }

  @Test
  void facadeSpansAndRagEventsAreInTheTree() throws Exception {
    start(WebApplicationType.SERVLET);
    request(
        () ->
            bean(Raglan.class)
                .trace("trace", () -> observed("observed", () -> services().inner(() -> null))));
    assertTree("http get /work", "trace", "observed", "inner");
  }

  @Test
  void spansOfSiblingsAreSiblings() throws Exception {
    start(WebApplicationType.SERVLET);
    request(
        () -> {
          services().outer(() -> null);
          observed("between", () -> null);
          return services().inner(() -> null);
        });
    String server = braves("http get /work").id();
    assertThat(raglans("outer").getParentSpanId()).isEqualTo(server);
    assertThat(braves("between").parentId()).isEqualTo(server);
    assertThat(raglans("inner").getParentSpanId()).isEqualTo(server);
  }

  @Test
  void aSpanOfOpenTelemetrysInsideIsTheParent() throws Exception {
    start(WebApplicationType.SERVLET);
    request(
        () ->
            services()
                .outer(
                    () -> {
                      Span theirs =
                          bean(Raglan.class)
                              .openTelemetry()
                              .getTracer("theirs")
                              .spanBuilder("theirs")
                              .startSpan();
                      try (var scope = theirs.makeCurrent()) {
                        return services().inner(() -> null);
                      } finally {
                        theirs.end();
                      }
                    }));
    assertThat(raglans("theirs").getParentSpanId()).isEqualTo(raglans("outer").getSpanId());
    assertThat(raglans("inner").getParentSpanId()).isEqualTo(raglans("theirs").getSpanId());
  }

  @Test
  void theLogHasTheIdsOfTheInnermostSpan() throws Exception {
    start(WebApplicationType.SERVLET);
    AtomicReference<String> inOuter = new AtomicReference<>();
    AtomicReference<String> inObserved = new AtomicReference<>();
    AtomicReference<String> after = new AtomicReference<>();
    request(
        () -> {
          services()
              .outer(
                  () -> {
                    inOuter.set(MDC.get("spanId"));
                    return observed(
                        "observed",
                        () -> {
                          inObserved.set(MDC.get("spanId"));
                          return null;
                        });
                  });
          after.set(MDC.get("spanId"));
          return null;
        });
    assertThat(inOuter.get()).isEqualTo(raglans("outer").getSpanId());
    assertThat(inObserved.get()).isEqualTo(braves("observed").id());
    assertThat(after.get()).isEqualTo(braves("http get /work").id());
  }

  @Test
  void theAsyncThreadHasTheCallersSpanAndIsCleanAfterwards() throws Exception {
    start(WebApplicationType.SERVLET, "spring.task.execution.pool.core-size=1");
    request(
        () ->
            services()
                .outer(
                    () ->
                        bean(Later.class)
                            .async(() -> observed("observed", () -> null))
                            .get(60, TimeUnit.SECONDS)));
    assertTree("http get /work", "outer", "async", "observed");

    bean(Collected.class).spans.clear();
    bean(Recorded.class).spans.reset();
    bean(Later.class).async(() -> {}).get(60, TimeUnit.SECONDS);
    assertThat(raglans("async").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void nothingIsRecordedOfWhatBraveDoesNotSample() throws Exception {
    start(WebApplicationType.SERVLET, "management.tracing.sampling.probability=0.0");
    request(() -> services().outer(() -> observed("observed", () -> services().inner(() -> 1))));
    assertThat(raglans()).isEmpty();
    assertThat(bean(Collected.class).spans).isEmpty();
  }

  @Test
  void bothSdksHaveTheTokensOfAModelCall() throws Exception {
    start(WebApplicationType.SERVLET);
    request(
        () ->
            services()
                .generation(
                    () -> {
                      Observation call =
                          Observation.createNotStarted(
                              "gen_ai.client.operation", bean(ObservationRegistry.class));
                      call.highCardinalityKeyValue("gen_ai.usage.input_tokens", "7");
                      call.highCardinalityKeyValue("gen_ai.usage.output_tokens", "5");
                      call.observe(() -> {});
                      return null;
                    }));
    assertThat(braves("gen_ai.client.operation").tags())
        .containsEntry("gen_ai.usage.input_tokens", "7")
        .containsEntry("gen_ai.usage.output_tokens", "5");
    assertThat(
            raglans("generation")
                .getAttributes()
                .get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
        .isEqualTo(7);
  }

  @Test
  void oneLineSaysThatASecondTracingIsThere(CapturedOutput output) {
    start(WebApplicationType.NONE);
    assertThat(output.toString().lines().filter(line -> line.contains("second tracing")))
        .singleElement()
        .asString()
        .contains("Brave", "management.tracing.sampling.probability=1.0");
  }

  @Test
  void sessionAndUserAreOnRaglansSpansBelowAnObservation() throws Exception {
    start(WebApplicationType.SERVLET);
    request(
        () ->
            bean(Raglan.class)
                .trace("trace")
                .sessionId("s-1")
                .call(() -> observed("observed", () -> services().inner(() -> null))));
    assertThat(raglans("inner").getAttributes().get(AttributeKey.stringKey("session.id")))
        .isEqualTo("s-1");
  }

  @Test
  void aReactiveRequestIsOneTree() throws Exception {
    start(WebApplicationType.REACTIVE);
    BraveApplication.reactiveWork =
        () ->
            services()
                .outerMono(
                    Mono.delay(Duration.ofMillis(5))
                        .then(Mono.defer(() -> services().innerMono(webClientGet()))));
    String seen = get("traceparent", "00-" + TRACE + "-" + CALLER + "-01");
    assertTree("http get /work", "outerMono", "innerMono", "http get");
    assertThat(seen).contains(TRACE).contains(braves("http get").id());
  }

  @Test
  void aReactiveRequestWithoutRaglanIsLeftAlone() throws Exception {
    start(WebApplicationType.REACTIVE);
    BraveApplication.reactiveWork = () -> Mono.delay(Duration.ofMillis(5)).then(webClientGet());
    get("traceparent", "00-" + TRACE + "-" + CALLER + "-01");
    assertTree("http get /work", "http get");
    assertThat(braves("http get /work").parentId()).isEqualTo(CALLER);
  }

  @Test
  void fortyReactiveRequestsAtOnceAreFortyTrees() throws Exception {
    start(WebApplicationType.REACTIVE);
    BraveApplication.reactiveWork =
        () ->
            services()
                .outerMono(
                    Mono.delay(Duration.ofMillis(2))
                        .then(Mono.defer(() -> services().innerMono(webClientGet()))));
    List<java.util.concurrent.CompletableFuture<HttpResponse<String>>> all =
        Stream.generate(
                () ->
                    HttpClient.newHttpClient()
                        .sendAsync(
                            HttpRequest.newBuilder(uri()).build(),
                            HttpResponse.BodyHandlers.ofString()))
            .limit(40)
            .toList();
    all.forEach(java.util.concurrent.CompletableFuture::join);
    // The server's spans end after their responses.
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                raglans().size() == 80
                    && bean(Collected.class).spans.stream()
                            .filter(each -> "http get /work".equals(each.name()))
                            .count()
                        == 40);
    for (SpanData inner : raglans()) {
      String parent =
          bean(Collected.class).spans.stream()
              .filter(each -> each.id().equals(inner.getParentSpanId()))
              .filter(each -> each.traceId().equals(inner.getTraceId()))
              .map(MutableSpan::name)
              .findFirst()
              .orElse("none");
      assertThat(parent)
          .isEqualTo(inner.getName().equals("innerMono") ? "outerMono" : "http get /work");
    }
  }

  private String restClientGet() {
    return String.valueOf(
        RestClient.builder()
            .observationRegistry(bean(ObservationRegistry.class))
            .build()
            .get()
            .uri("http://localhost:" + port() + "/pong")
            .retrieve()
            .body(String.class));
  }

  private Mono<String> webClientGet() {
    return WebClient.builder()
        .observationRegistry(bean(ObservationRegistry.class))
        .build()
        .get()
        .uri("http://localhost:" + port() + "/pong")
        .retrieve()
        .bodyToMono(String.class);
  }

  private @Nullable Object observed(String name, java.util.concurrent.Callable<?> below) {
    return BraveApplication.observed(name, bean(ObservationRegistry.class), below);
  }

  private Services services() {
    return bean(Services.class);
  }

  private <T> T bean(Class<T> type) {
    return java.util.Objects.requireNonNull(application).getBean(type);
  }

  private String port() {
    return java.util.Objects.requireNonNull(application)
        .getEnvironment()
        .getRequiredProperty("local.server.port");
  }

  private URI uri() {
    return URI.create("http://localhost:" + port() + "/work");
  }

  private String request(java.util.concurrent.Callable<?> work) throws Exception {
    return request("x-none", "none", work);
  }

  private String request(String header, String value, java.util.concurrent.Callable<?> work)
      throws Exception {
    BraveApplication.work = work;
    return get(header, value);
  }

  private String get(String header, String value) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri())
                    .header(header, value)
                    .timeout(Duration.ofSeconds(30))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private List<SpanData> raglans() {
    bean(Raglan.class).flush(PATIENCE);
    return bean(Recorded.class).spans.getFinishedSpanItems();
  }

  private SpanData raglans(String name) {
    return raglans().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + raglans()));
  }

  private MutableSpan braves(String name) {
    List<MutableSpan> spans = bean(Collected.class).spans;
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(spans).extracting(MutableSpan::name).contains(name));
    return spans.stream().filter(each -> name.equals(each.name())).findFirst().orElseThrow();
  }

  /** Asserts the parents in Brave's tree, and that Raglan's spans have the same ids and parents. */
  private void assertTree(String... names) {
    MutableSpan parent = null;
    for (String name : names) {
      MutableSpan span = braves(name);
      if (parent != null) {
        assertThat(span.traceId()).as("trace of %s", name).isEqualTo(parent.traceId());
        assertThat(span.parentId()).as("parent of %s", name).isEqualTo(parent.id());
      }
      for (SpanData own : raglans()) {
        if (own.getName().equals(name)) {
          assertThat(own.getSpanId()).isEqualTo(span.id());
          assertThat(own.getTraceId()).endsWith(span.traceId());
          if (parent != null) {
            assertThat(own.getParentSpanId()).as("parent of %s", name).isEqualTo(parent.id());
          }
        }
      }
      parent = span;
    }
  }
}
