package dev.raglan.spring.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.spring.neighbour.NeighbourApplication.Inner;
import dev.raglan.spring.neighbour.NeighbourApplication.Later;
import dev.raglan.spring.neighbour.NeighbourApplication.Observed;
import dev.raglan.spring.neighbour.NeighbourApplication.Traces;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.TraceContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.model.tool.internal.ToolCallReactiveContextHolder;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * Who sees Raglan's span inside a call and takes it for its parent, in a web request on Tomcat with
 * Spring Boot's tracing.
 */
class ServletNeighbourTest {

  private static final String CALLER = "b7ad6b7169203331";
  private static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");

  private static ConfigurableApplicationContext application;
  private static volatile Callable<?> work = () -> "";

  /** The trace of the last request. Each has its own: spans of others may still come in. */
  private static String trace = "";

  @BeforeAll
  static void start() {
    application =
        new SpringApplicationBuilder(NeighbourApplication.class, Endpoints.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                "server.port=0",
                "server.tomcat.threads.max=1",
                "server.tomcat.threads.min-spare=1",
                "spring.main.banner-mode=off",
                "spring.task.execution.pool.core-size=1",
                "management.tracing.sampling.probability=1.0")
            .run();
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void forget() {
    NeighbourApplication.SEEN.clear();
  }

  /** Endpoints of the application. */
  @RestController
  static class Endpoints {

    @GetMapping("/work")
    String work() throws Exception {
      return String.valueOf(work.call());
    }

    @GetMapping("/pong")
    String pong(@RequestHeader(name = "traceparent", required = false) String traceparent) {
      return String.valueOf(traceparent);
    }
  }

  @Test
  void observationInTracedMethod() {
    request(() -> traced(() -> observed().observation("observed", () -> "")));
    assertTree("outer", "observed");
    assertLogIds("outer", "observed");
  }

  @Test
  void tracedMethodInObservation() {
    request(() -> observed().observation("observed", () -> traced(() -> "")));
    assertTree("observed", "outer");
    assertLogIds("observed", "outer");
  }

  @Test
  void observationsAndTracedMethodsInTurn() {
    request(
        () ->
            traced(
                () ->
                    observed()
                        .observation(
                            "one",
                            () ->
                                bean(Inner.class)
                                    .inner(() -> observed().observation("two", () -> "")))));
    assertTree("outer", "one", "inner", "two");
    assertLogIds("outer", "one", "inner", "two");
  }

  @Test
  void plainSpanInTracedMethod() {
    request(
        () ->
            traced(
                () -> {
                  observed().plain("plain");
                  return "";
                }));
    assertTree("outer", "plain");
  }

  @Test
  void plainSpanInObservationInTracedMethod() {
    request(
        () ->
            traced(
                () ->
                    observed()
                        .observation(
                            "observed",
                            () -> {
                              observed().plain("plain");
                              return "";
                            })));
    assertTree("outer", "observed", "plain");
  }

  @Test
  void restClientInTracedMethod() {
    String sent = request(() -> traced(this::pong));
    SpanData client = span("http get");
    assertThat(client.getParentSpanId()).isEqualTo(span("outer").getSpanId());
    assertThat(sent).isEqualTo("00-" + trace + "-" + client.getSpanId() + "-01");
  }

  private String pong() {
    // Another server than the one whose only thread is waiting here.
    try (Pong pong = new Pong()) {
      return String.valueOf(
          RestClient.builder()
              .observationRegistry(bean(ObservationRegistry.class))
              .build()
              .get()
              .uri(pong.uri())
              .retrieve()
              .body(String.class));
    }
  }

  @Test
  void modelCallOfSpringAiReportsItsTokensToTheGeneration() {
    request(() -> traces().generation(this::modelCall));
    assertTree("generation", "chat gpt-4o");
    Map<AttributeKey<?>, Object> generation = span("generation").getAttributes().asMap();
    assertThat(generation)
        .containsEntry(AttributeKey.longKey("gen_ai.usage.input_tokens"), 1117L)
        .containsEntry(AttributeKey.longKey("gen_ai.usage.output_tokens"), 246L)
        .containsEntry(AttributeKey.stringKey("gen_ai.response.model"), "gpt-4o");
    assertThat(span("chat gpt-4o").getAttributes().asMap().keySet())
        .extracting(AttributeKey::getKey)
        .doesNotContain("gen_ai.usage.input_tokens");
  }

  private String modelCall() {
    return String.valueOf(
        Observation.createNotStarted("gen_ai.client.operation", bean(ObservationRegistry.class))
            .contextualName("chat gpt-4o")
            .lowCardinalityKeyValue("gen_ai.response.model", "gpt-4o")
            .highCardinalityKeyValue("gen_ai.usage.input_tokens", "1117")
            .highCardinalityKeyValue("gen_ai.usage.output_tokens", "246")
            .observe(() -> "answer"));
  }

  @Test
  void toolOfAStreamedAnswerRunsBelowItsModelCallOnAThreadOfReactors() {
    request(() -> ((Mono<?>) traces().outer(this::streamed)).block(Duration.ofSeconds(30)));
    assertTree("outer", "chat", "tool", "inner");
    assertThat(span("inner").getAttributes().get(SESSION)).isEqualTo("s-3");
  }

  /** As Spring AI 1 does it: the tool is observed where nothing is current. */
  private Mono<String> streamed() {
    Mono<String> tool =
        Mono.deferContextual(
            subscriber -> Mono.fromCallable(() -> observedTool(subscriber)).subscribeOn(elastic()));
    return Mono.<String>deferContextual(
            subscriber -> {
              Observation chat =
                  Observation.createNotStarted("chat", bean(ObservationRegistry.class))
                      .parentObservation(
                          subscriber.getOrDefault(ObservationThreadLocalAccessor.KEY, null))
                      .start();
              return tool.doFinally(signal -> chat.stop())
                  .contextWrite(known -> known.put(ObservationThreadLocalAccessor.KEY, chat));
            })
        .doOnSubscribe(subscription -> observed().raglan().currentTrace().sessionId("s-3"));
  }

  private static Scheduler elastic() {
    return Schedulers.boundedElastic();
  }

  private static String observedTool(ContextView subscriber) {
    ToolCallReactiveContextHolder.setContext(subscriber);
    try {
      return String.valueOf(
          observed().observation("tool", () -> bean(Inner.class).inner(() -> "sunny")));
    } finally {
      ToolCallReactiveContextHolder.clearContext();
    }
  }

  @Test
  void sessionOfATraceReachesWhatIsObservedBelow() {
    request(
        () -> {
          try (ActiveTrace trace = observed().raglan().trace("chat").sessionId("s-1").start()) {
            return observed().observation("observed", () -> traced(() -> ""));
          }
        });
    assertTree("chat", "observed", "outer");
    assertThat(List.of(span("observed"), span("outer")))
        .allSatisfy(span -> assertThat(span.getAttributes().get(SESSION)).isEqualTo("s-1"));
  }

  @Test
  void sessionAloneReachesWhatIsObservedBelow() {
    request(
        () -> {
          try (Scope scope = TraceContext.builder().sessionId("s-2").build().makeCurrent()) {
            return observed().observation("observed", () -> traced(() -> ""));
          }
        });
    assertTree("observed", "outer");
    assertThat(List.of(span("observed"), span("outer")))
        .allSatisfy(span -> assertThat(span.getAttributes().get(SESSION)).isEqualTo("s-2"));
  }

  @Test
  void asyncMethodInTracedMethod() {
    request(
        () ->
            traced(
                () ->
                    bean(Later.class)
                        .async(() -> observed().observation("observed", () -> ""))
                        .get(30, TimeUnit.SECONDS)));
    assertTree("outer", "async", "observed");
    assertThat(onPoolThread()).isEqualTo(Context.root());
  }

  @Test
  void failureInTracedMethodLeavesNothingCurrent() {
    request(
        () -> {
          try {
            traced(
                () -> {
                  throw new IllegalStateException("meant to fail");
                });
          } catch (IllegalStateException expected) {
            return observed().observation("after", () -> "");
          }
          return "";
        });
    assertThat(span("after").getParentSpanId()).isEqualTo(server().getSpanId());
  }

  @Test
  void requestAfterATracedOneSeesNothingOfIt() {
    request(() -> traced(() -> observed().observation("observed", () -> "")));
    String current =
        request(
            () -> {
              observed().observation("alone", () -> "");
              return Span.current().getSpanContext().getSpanId();
            });
    assertThat(span("alone").getParentSpanId()).isEqualTo(server().getSpanId());
    assertThat(current).isEqualTo(server().getSpanId());
  }

  @Test
  void facadeSpanThatIsNeverEndedLeavesTheNextRequestAlone() {
    request(
        () -> {
          observed().raglan().trace("forgotten").start();
          return "";
        });
    request(() -> observed().observation("alone", () -> ""));
    assertThat(span("alone").getParentSpanId()).isEqualTo(server().getSpanId());
  }

  @Test
  void facadeSpanThatIsNeverEndedIsNotAboveARequestThatComesWithoutATrace() {
    request(
        () -> {
          observed().raglan().span("forgotten").start();
          return "";
        });
    String own =
        send(
            () -> {
              String id = Span.current().getSpanContext().getTraceId();
              observed().observation("alone", () -> "");
              return id;
            });
    assertThat(own).isNotEqualTo(trace);
    SpanData root = span("http get /work", each -> each.getTraceId().equals(own));
    assertThat(root.getParentSpanContext().isValid()).isFalse();
    assertThat(span("alone", each -> each.getTraceId().equals(own)).getParentSpanId())
        .isEqualTo(root.getSpanId());
  }

  private static Object traced(Callable<?> below) throws Exception {
    return String.valueOf(traces().outer(below));
  }

  private static Traces traces() {
    return bean(Traces.class);
  }

  private static Observed observed() {
    return bean(Observed.class);
  }

  private static <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  private static Context onPoolThread() {
    try {
      return application
          .getBean(org.springframework.core.task.AsyncTaskExecutor.class)
          .submit(Context::current)
          .get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs the work in a web request that comes with a traceparent, and returns what it gave. */
  private static String request(Callable<?> inRequest) {
    trace = IdGenerator.random().generateTraceId();
    return send(inRequest, "traceparent", "00-" + trace + "-" + CALLER + "-01");
  }

  /** Runs the work in a web request, and returns what it gave. */
  private static String send(Callable<?> inRequest, String... headers) {
    work = inRequest;
    int port = Integer.parseInt(application.getEnvironment().getProperty("local.server.port"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/work"))
            .timeout(Duration.ofSeconds(30));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return response.body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static SpanData server() {
    return span("http get /work");
  }

  /** Returns a span of the last request, which may end after the response. */
  private static SpanData span(String name) {
    return span(name, each -> each.getTraceId().equals(trace));
  }

  private static SpanData span(String name, Predicate<SpanData> where) {
    return Awaitility.await(name)
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                bean(InMemorySpanExporter.class).getFinishedSpanItems().stream()
                    .filter(each -> each.getName().equals(name) && where.test(each))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Asserts that each span is the child of the one before, the first of the request's. */
  private static void assertTree(String... names) {
    SpanData parent = server();
    assertThat(parent.getParentSpanId()).isEqualTo(CALLER);
    for (String name : names) {
      SpanData span = span(name);
      assertThat(span.getParentSpanId()).as("parent of %s", name).isEqualTo(parent.getSpanId());
      parent = span;
    }
  }

  /** Asserts that each place saw its own span, also in the logging context. */
  private static void assertLogIds(String... names) {
    for (String name : names) {
      String id = span(name).getSpanId();
      assertThat(NeighbourApplication.SEEN)
          .containsEntry(name, id)
          .containsEntry(name + ".log", id);
    }
  }

  /** A server that answers with the traceparent it was sent. */
  private static final class Pong implements AutoCloseable {

    private final com.sun.net.httpserver.HttpServer server;

    private Pong() {
      try {
        server =
            com.sun.net.httpserver.HttpServer.create(
                new java.net.InetSocketAddress("localhost", 0), 0);
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
      server.createContext(
          "/",
          exchange -> {
            byte[] body =
                String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")).getBytes();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    private String uri() {
      return "http://localhost:" + server.getAddress().getPort() + "/pong";
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
