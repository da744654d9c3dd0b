package dev.raglan.spring.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.semconv.WebRequest;
import dev.raglan.spring.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Hooks;

/** Real requests to Tomcat and Netty in an application whose only tracing is Raglan's. */
@ExtendWith(OutputCaptureExtension.class)
class StandaloneRequestsTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";
  private static final String TRACEPARENT = "00-" + TRACE + "-" + CALLER + "-01";

  private static final String WITHOUT_BOOTS_TRACING =
      "spring.autoconfigure.exclude="
          + "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
          + ".OpenTelemetryTracingAutoConfiguration";

  private @Nullable ConfigurableApplicationContext application;

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    static RecordedSpans spans() {
      return new RecordedSpans();
    }

    @Bean
    static EchoEndpoints.Service service() {
      return new EchoEndpoints.Service();
    }
  }

  private void start(WebApplicationType type, String... properties) {
    Class<?> endpoints =
        type == WebApplicationType.SERVLET
            ? EchoEndpoints.OfServlets.class
            : EchoEndpoints.OfWebFlux.class;
    application =
        new SpringApplicationBuilder(Application.class, endpoints)
            .web(type)
            .properties(
                "server.port=0",
                "server.shutdown=immediate",
                "spring.main.banner-mode=off",
                "spring.reactor.context-propagation=auto",
                "management.otlp.metrics.export.enabled=false",
                WITHOUT_BOOTS_TRACING)
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
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void aRequestIsOneTraceWithARootSpan(WebApplicationType type) throws Exception {
    start(type);
    get("/ask/7", 200);
    SpanData root = root("GET /ask/{id}");
    assertThat(root.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(root.getParentSpanContext().isValid()).isFalse();
    assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(root.getAttributes().get(WebRequest.METHOD)).isEqualTo("GET");
    assertThat(root.getAttributes().get(WebRequest.ROUTE)).isEqualTo("/ask/{id}");
    assertThat(root.getAttributes().get(WebRequest.STATUS_CODE)).isEqualTo(200);
    assertThat(spans())
        .hasSize(3)
        .filteredOn(span -> span != root)
        .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(root.getSpanId()));
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void aRequestDoesNotShowWhatItsEventsFound(WebApplicationType type) throws Exception {
    start(type);
    get("/find", 200);
    SpanData found = root("Service.find");
    assertThat(found.getAttributes().asMap().values()).contains("[\"a document\"]");
    SpanData root = root("GET /find");
    assertThat(found.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(root.getAttributes().toString()).doesNotContain("a document", "input", "output");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "limited"})
  void aClientThatGoesAwayCancelsAReactiveRequest(String propagation) throws Exception {
    start(WebApplicationType.REACTIVE, "spring.reactor.context-propagation=" + propagation);
    try (Socket client = send("GET /endless HTTP/1.1\r\n\r\n")) {
      assertThat(client.getInputStream().read()).isPositive();
      client.setSoLinger(true, 0);
    }
    assertThat(List.of(root("stream"), root("GET /endless")))
        .extracting(span -> span.getAttributes().get(RaglanAttributes.STATUS))
        .containsOnly("canceled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
  void aConnectionThatTheServerClosesDoesNotCancel(String version) throws Exception {
    start(WebApplicationType.REACTIVE);
    for (String request :
        List.of("GET /async", "HEAD /async", "GET /stream", "GET /empty", "GET /raw")) {
      try (Socket client = send(request + " " + version + "\r\nConnection: close\r\n\r\n")) {
        assertThat(client.getInputStream().readAllBytes()).isNotEmpty();
      }
      assertThat(root(request).getAttributes().get(RaglanAttributes.STATUS)).isNull();
      assertThat(root(request).getAttributes().get(WebRequest.STATUS_CODE)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"SERVLET, limited", "REACTIVE, auto", "REACTIVE, limited"})
  void aMethodThatTheControllerCallsIsAChildOfTheRequest(
      WebApplicationType type, String propagation) throws Exception {
    start(
        type,
        "spring.reactor.context-propagation=" + propagation,
        "raglan.web.enabled=true",
        "raglan.web.session-header=X-Session");
    get("/call", 200, "X-Session", "s-1");
    SpanData root = root("GET /call");
    assertThat(root("call").getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(List.of(root, root("call")))
        .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("session.id")))
        .containsOnly("s-1");
  }

  @ParameterizedTest
  @CsvSource({"SERVLET, limited, 0", "REACTIVE, auto, 0", "REACTIVE, limited, 1"})
  void oneLineSaysThatContextsDoNotFollowOperators(
      WebApplicationType type, String propagation, int lines, CapturedOutput output) {
    start(type, "spring.reactor.context-propagation=" + propagation);
    assertThat(output.toString().lines())
        .filteredOn(line -> line.contains("spring.reactor.context-propagation=auto"))
        .hasSize(lines);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void aTraceThatComesInGoesOn(WebApplicationType type) throws Exception {
    start(type);
    get("/ask/7", 200, "traceparent", TRACEPARENT);
    SpanData root = root("GET /ask/{id}");
    assertThat(root.getTraceId()).isEqualTo(TRACE);
    assertThat(root.getParentSpanId()).isEqualTo(CALLER);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void aTraceThatTheCallerDoesNotSampleIsNotRecorded(WebApplicationType type) throws Exception {
    start(type);
    get("/ask/7", 200, "traceparent", "00-" + TRACE + "-" + CALLER + "-00");
    get("/echo", 200);
    root("GET /echo");
    assertThat(spans()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "SERVLET, not a traceparent",
    "SERVLET, 00-00000000000000000000000000000000-0000000000000000-01",
    "REACTIVE, ''",
    "REACTIVE, 00-0af7651916cd43dd8448eb211c80319c",
  })
  void aWrongHeaderBeginsATrace(WebApplicationType type, String wrong) throws Exception {
    start(type);
    get("/ask/7", 200, "traceparent", wrong);
    assertThat(root("GET /ask/{id}").getParentSpanContext().isValid()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "SERVLET, auto, rest-client, call",
    "SERVLET, auto, rest-template, call",
    "SERVLET, auto, web-client, call",
    "SERVLET, limited, web-client, call",
    "REACTIVE, auto, web-client, askLater",
    "REACTIVE, limited, web-client, askLater",
  })
  void clientsSendTheCurrentSpan(
      WebApplicationType type, String propagation, String client, String caller) throws Exception {
    start(type, "spring.reactor.context-propagation=" + propagation);
    String sent = get("/" + client + "/" + port(), 200);
    SpanData calling = root(caller);
    assertThat(sent).startsWith("00-" + calling.getTraceId() + "-" + calling.getSpanId() + "-0");
    assertThat(root("GET /echo").getParentSpanId()).isEqualTo(calling.getSpanId());
  }

  @ParameterizedTest
  @CsvSource({
    "SERVLET, rest-client",
    "SERVLET, rest-template",
    "SERVLET, web-client",
    "REACTIVE, web-client"
  })
  void nothingTravelsWherePropagationIsOff(WebApplicationType type, String client)
      throws Exception {
    start(type, "raglan.web.propagate=false");
    String sent = get("/" + client + "/" + port(), 200, "traceparent", TRACEPARENT);
    assertThat(sent).isEqualTo("null");
    assertThat(root("GET /" + client + "/{port}").getTraceId()).isNotEqualTo(TRACE);
  }

  @ParameterizedTest
  @EnumSource(names = "SERVLET")
  void aHeaderOfTheApplicationsOwnStays(WebApplicationType type) throws Exception {
    start(type);
    assertThat(get("/own-header/" + port(), 200)).isEqualTo("own");
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void withoutRootsTheTraceThatComesInIsTheParent(WebApplicationType type) throws Exception {
    start(type, "raglan.web.root=false");
    get("/ask/7", 200, "traceparent", TRACEPARENT);
    assertThat(spans())
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(CALLER));
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void anExceptionThatNobodyHandlesIsAnError(WebApplicationType type) throws Exception {
    start(type, "raglan.capture.exceptions=type");
    get("/fail", 500);
    SpanData root = root("GET /fail");
    assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(root.getAttributes().get(WebRequest.STATUS_CODE)).isEqualTo(500);
    assertThat(root.getAttributes().get(ErrorAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(root.toString()).doesNotContain("with a secret");
    assertThat(spans()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"SERVLET, /missing", "REACTIVE, /missing", "SERVLET, /nowhere", "REACTIVE, /nowhere"})
  void whatIsNotFoundHasItsStatus(WebApplicationType type, String path) throws Exception {
    start(type);
    get(path, 404);
    Awaitility.await().until(() -> !spans().isEmpty());
    assertThat(spans())
        .singleElement()
        .satisfies(
            root -> assertThat(root.getAttributes().get(WebRequest.STATUS_CODE)).isEqualTo(404));
  }

  @ParameterizedTest
  @CsvSource({
    "SERVLET, /async, done",
    "SERVLET, /stream, streamed",
    "REACTIVE, /async, done",
    "REACTIVE, /stream, streamed",
  })
  void whatIsAnsweredLaterEndsOnce(WebApplicationType type, String path, String body)
      throws Exception {
    start(type);
    assertThat(get(path, 200)).isEqualTo(body);
    assertThat(root("GET " + path).getAttributes().get(WebRequest.STATUS_CODE)).isEqualTo(200);
    get("/echo", 200);
    root("GET /echo");
    assertThat(spans()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void requestsAtOnceDoNotMix(WebApplicationType type) throws Exception {
    start(type);
    HttpClient client = HttpClient.newHttpClient();
    List<CompletableFuture<HttpResponse<String>>> all =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    client.sendAsync(
                        HttpRequest.newBuilder(uri("/ask/" + i)).build(),
                        HttpResponse.BodyHandlers.ofString()))
            .toList();
    all.forEach(CompletableFuture::join);
    Awaitility.await().until(() -> spans().size() == 120);
    assertThat(spans().stream().map(SpanData::getTraceId).distinct()).hasSize(40);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVLET", "REACTIVE"})
  void whereSpringBootTracesRequestsRaglanDoesNot(WebApplicationType type) throws Exception {
    start(type, "spring.autoconfigure.exclude=", "management.tracing.sampling.probability=1.0");
    get("/ask/7", 200, "traceparent", TRACEPARENT);
    assertThat(spans()).extracting(SpanData::getName).doesNotContain("GET /ask/{id}");
  }

  private SpanData root(String name) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(spans()).extracting(SpanData::getName).contains(name));
    return spans().stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }

  private List<SpanData> spans() {
    return RecordedSpans.of(context());
  }

  private ConfigurableApplicationContext context() {
    return Objects.requireNonNull(application);
  }

  private String port() {
    return context().getEnvironment().getRequiredProperty("local.server.port");
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  private Socket send(String request) throws IOException {
    Socket client = new Socket("localhost", Integer.parseInt(port()));
    String hosted = request.replaceFirst("\r\n", "\r\nHost: localhost\r\n");
    client.getOutputStream().write(hosted.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private String get(String path, int status, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body();
  }
}
