package dev.raglan.spring.internal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.annotation.Traced;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** What the spans of real requests to a real server know of them, whatever the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RequestSpansContract {

  static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");
  static final AttributeKey<String> ASKED = AttributeKey.stringKey("asked");

  private static final int REQUESTS = 40;

  private final HttpClient client = HttpClient.newHttpClient();

  /** The traces of a test's requests: spans of the servers of earlier ones may still come in. */
  private final Set<String> traces = ConcurrentHashMap.newKeySet();

  private ConfigurableApplicationContext context;

  abstract WebApplicationType type();

  /** Whose user is logged in to the application. */
  abstract Class<?> login();

  @BeforeAll
  final void start() {
    context =
        new SpringApplicationBuilder(Application.class, login())
            .web(type())
            .properties(
                "server.port=0",
                "spring.main.banner-mode=off",
                "spring.reactor.context-propagation=auto",
                "management.tracing.sampling.probability=1.0",
                "management.otlp.metrics.export.enabled=false",
                "raglan.web.enabled=true",
                "raglan.web.session-header=X-Session",
                "raglan.web.customer-header=X-Customer",
                "raglan.web.user-header=X-User",
                "raglan.web.user-from-principal=true",
                "raglan.web.tags-header=X-Tags")
            .run();
  }

  @AfterAll
  final void stop() {
    context.close();
    Hooks.disableAutomaticContextPropagation();
  }

  @BeforeEach
  final void forget() {
    traces.clear();
  }

  @Test
  void everySpanOfARequestKnowsItsSession() throws Exception {
    get("/answer?q=1", "X-Session", "s-1");
    assertThat(spans("http get /answer", "Assistant.answer", "query"))
        .hasSize(3)
        .allSatisfy(span -> assertThat(span.getAttributes().get(SESSION)).isEqualTo("s-1"));
  }

  @Test
  void readsCustomerUserAndTags() throws Exception {
    get("/answer?q=1", "X-Customer", "acme", "X-User", "ann", "X-Tags", "beta, ,chat");
    assertThat(spans("query"))
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.getAttributes().toString())
                    .contains("acme", "ann", "beta", "chat"));
  }

  @Test
  void prefersTheUserWhoIsLoggedIn() throws Exception {
    get("/answer?q=1", "X-User", "impostor", "X-Login", "ann");
    assertThat(spans("query"))
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.getAttributes().toString())
                    .contains("ann")
                    .doesNotContain("impostor"));
  }

  @Test
  void writesNothingForAHeaderThatIsMissing() throws Exception {
    get("/answer?q=1", "X-Session", "s-1");
    get("/answer?q=2");
    assertThat(spans("query"))
        .filteredOn(span -> "2".equals(span.getAttributes().get(ASKED)))
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.getAttributes().asMap().keySet())
                    .extracting(AttributeKey::getKey)
                    .noneMatch(key -> key.contains("session") || key.contains("user")));
  }

  @Test
  void cutsAHeaderThatIsTooLong() throws Exception {
    get("/answer?q=1", "X-Session", "x".repeat(2_000));
    assertThat(spans("query"))
        .singleElement()
        .satisfies(
            span ->
                assertThat(span.getAttributes().get(SESSION))
                    .isEqualTo("x".repeat(RequestAttributes.MAX_LENGTH)));
  }

  /** HTTP clients do not send such a request, but a socket does. */
  @Test
  void isNotHarmedByALineBreakInAHeader() throws Exception {
    String reply =
        send(
            "GET /answer?q=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\ntraceparent: "
                + traceparent()
                + "\r\nX-Session: a\rb\tc\r\n\r\n");
    assertThat(reply).startsWith("HTTP/1.1 ");
    get("/answer?q=2", "X-Session", "s-2");
    assertThat(spans("query"))
        .allSatisfy(
            span -> assertThat(span.getAttributes().get(SESSION)).doesNotContain("\r", "\n", "\t"))
        .anySatisfy(span -> assertThat(span.getAttributes().get(SESSION)).isEqualTo("s-2"));
  }

  @Test
  void doesNotMixRequestsThatRunAtOnce() {
    List<CompletableFuture<?>> requests = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(client.sendAsync(request("/answer?q=" + i, "X-Session", "s-" + i), body()));
    }
    requests.forEach(CompletableFuture::join);
    assertThat(spans("query"))
        .hasSize(REQUESTS)
        .allSatisfy(
            span ->
                assertThat(span.getAttributes().get(SESSION))
                    .isEqualTo("s-" + span.getAttributes().get(ASKED)));
  }

  final String get(String path, String... headers) throws Exception {
    HttpResponse<String> response = client.send(request(path, headers), body());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  private static HttpResponse.BodyHandler<String> body() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private HttpRequest request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
            .header("traceparent", traceparent());
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  /** Returns the header of a trace that the test has begun. */
  private String traceparent() {
    String trace = IdGenerator.random().generateTraceId();
    traces.add(trace);
    return "00-" + trace + "-" + IdGenerator.random().generateSpanId() + "-01";
  }

  private String send(String raw) throws IOException {
    try (Socket socket = new Socket("localhost", port())) {
      socket.getOutputStream().write(raw.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  /** The spans of these names; the server's own ends only after the response. */
  final List<SpanData> spans(String... names) {
    List<String> wanted = List.of(names);
    await()
        .untilAsserted(
            () -> assertThat(finished()).extracting(SpanData::getName).containsAll(wanted));
    return finished().stream().filter(span -> wanted.contains(span.getName())).toList();
  }

  private List<SpanData> finished() {
    context.getBean(SdkTracerProvider.class).forceFlush().join(60, TimeUnit.SECONDS);
    return context.getBean(InMemorySpanExporter.class).getFinishedSpanItems().stream()
        .filter(span -> traces.contains(span.getTraceId()))
        .toList();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({Assistant.class, Questions.class})
  static class Application {

    @Bean
    InMemorySpanExporter exporter() {
      return InMemorySpanExporter.create();
    }
  }

  static class Assistant {

    private final Tracer theirs;

    Assistant(OpenTelemetry openTelemetry) {
      this.theirs = openTelemetry.getTracer("theirs");
    }

    @Traced
    public Mono<String> answer(String question) {
      return Mono.fromSupplier(() -> query(question));
    }

    @Traced
    public String answerNow(String question) {
      return query(question);
    }

    private String query(String question) {
      theirs.spanBuilder("query").setAttribute(ASKED, question).startSpan().end();
      return "because";
    }
  }

  @RestController
  static class Questions {

    private final Assistant assistant;

    Questions(Assistant assistant) {
      this.assistant = assistant;
    }

    @GetMapping("/answer")
    Mono<String> answer(@RequestParam("q") String question) {
      return assistant.answer(question);
    }
  }
}
