package dev.raglan.spring.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Traced;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spring.RecordedSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Work that a request has done on another thread of Spring MVC's, and clients that go away. */
class RequestTasksTest {

  private static final AttributeKey<String> SESSION = AttributeKey.stringKey("session.id");
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

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
    static Store store() {
      return new Store();
    }

    @Bean
    static Assistant assistant(Store store) {
      return new Assistant(store);
    }

    @Bean
    static Endpoints endpoints(Assistant assistant) {
      return new Endpoints(assistant);
    }
  }

  /** Where documents are. */
  static class Store {

    @Traced("find")
    public String find(String question) {
      return "Paris";
    }
  }

  /** Answers questions of a session. */
  static class Assistant {

    private final Store store;

    Assistant(Store store) {
      this.store = store;
    }

    @Traced("answer")
    public String answer(@Bind(Field.SESSION_ID) String session, String question) {
      return store.find(question);
    }
  }

  /** Handlers that are not traced themselves. */
  @RestController
  static class Endpoints {

    private final Assistant assistant;

    Endpoints(Assistant assistant) {
      this.assistant = assistant;
    }

    @GetMapping("/now")
    String now() {
      return assistant.answer("s-1", "q");
    }

    @GetMapping("/callable")
    Callable<String> callable() {
      return () -> assistant.answer("s-1", "q");
    }

    @GetMapping("/task")
    WebAsyncTask<String> task() {
      return new WebAsyncTask<>(() -> assistant.answer("s-1", "q"));
    }

    @GetMapping("/body")
    ResponseEntity<StreamingResponseBody> body() {
      return ResponseEntity.ok(
          out -> out.write(assistant.answer("s-1", "q").getBytes(StandardCharsets.UTF_8)));
    }

    @Traced("events")
    @GetMapping("/events")
    public SseEmitter events(@RequestParam boolean completes) {
      SseEmitter emitter = new SseEmitter(0L);
      THREADS.execute(() -> sendUntilTheClientIsGone(emitter, completes));
      return emitter;
    }

    private static void sendUntilTheClientIsGone(SseEmitter emitter, boolean completes) {
      try {
        while (!Thread.currentThread().isInterrupted()) {
          emitter.send("x".repeat(1024));
        }
      } catch (IOException gone) {
        if (completes) {
          complete(emitter, gone);
        }
      }
    }

    /** Spring leaves this to Tomcat, which refuses it where it has told of the error itself. */
    private static void complete(SseEmitter emitter, IOException gone) {
      try {
        emitter.completeWithError(gone);
      } catch (IllegalStateException tomcatWasFirst) {
        assertThat(tomcatWasFirst).hasMessageContaining("Async");
      }
    }
  }

  private void start(String... properties) {
    application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                "server.port=0",
                "server.address=127.0.0.1",
                "server.shutdown=immediate",
                "spring.main.banner-mode=off",
                "management.tracing.sampling.probability=1.0",
                "management.otlp.metrics.export.enabled=false")
            .properties(properties)
            .run();
  }

  @AfterEach
  void stop() {
    if (application != null) {
      application.close();
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @ParameterizedTest
  @CsvSource({
    "/callable, standalone", "/task, standalone", "/body, standalone",
    "/callable, boot", "/task, boot", "/body, boot"
  })
  void whatARequestHasRunLaterIsInItsTrace(String path, String tracing) throws Exception {
    start(tracing.equals("boot") ? "raglan.mdc=false" : WITHOUT_BOOTS_TRACING);

    assertThat(get(path)).isEqualTo("Paris");

    SpanData request = server();
    assertThat(only("answer").getParentSpanId()).isEqualTo(request.getSpanId());
    assertThat(only("answer").getTraceId()).isEqualTo(request.getTraceId());
  }

  @Test
  void theSessionOfACallIsThatOfItsRequestAndOfWhatIsBelow() throws Exception {
    start(WITHOUT_BOOTS_TRACING);

    get("/now");

    assertThat(only("find").getAttributes().get(SESSION)).isEqualTo("s-1");
    assertThat(server().getAttributes().get(SESSION)).isEqualTo("s-1");
  }

  @Test
  void aFlushBesideBootsTracingTellsOfTheTargets() throws Exception {
    start();
    get("/now");
    server();

    Raglan raglan = Objects.requireNonNull(application).getBean(Raglan.class);
    assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
    assertThat(raglan.delivery().exported()).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClientThatGoesAwayCancels(boolean completes) throws Exception {
    start(WITHOUT_BOOTS_TRACING);

    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
      client
          .getOutputStream()
          .write(
              ("GET /events?completes=" + completes + " HTTP/1.1\r\nHost: x\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(client.getInputStream().read()).isPositive();
      client.setSoLinger(true, 0);
    }

    assertThat(only("events").getAttributes().get(RaglanAttributes.STATUS)).isEqualTo("canceled");
    assertThat(server().getAttributes().get(RaglanAttributes.STATUS)).isEqualTo("canceled");
    assertThat(server().getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
  }

  private SpanData server() {
    Awaitility.await()
        .until(
            () ->
                RecordedSpans.of(application).stream()
                    .anyMatch(each -> each.getKind() == SpanKind.SERVER));
    return RecordedSpans.of(application).stream()
        .filter(each -> each.getKind() == SpanKind.SERVER)
        .findFirst()
        .orElseThrow();
  }

  private SpanData only(String name) {
    Awaitility.await()
        .until(
            () ->
                RecordedSpans.of(application).stream()
                    .anyMatch(each -> each.getName().equals(name)));
    return RecordedSpans.of(application).stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private int port() {
    return Integer.parseInt(
        Objects.requireNonNull(application)
            .getEnvironment()
            .getRequiredProperty("local.server.port"));
  }

  private String get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(60))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
