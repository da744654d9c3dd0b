package dev.raglan.spring.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spring.RecordedSpans;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Results of Spring MVC's that come later, in real requests to Tomcat. */
class LaterResponsesTest {

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final ExecutorService THREADS = Executors.newCachedThreadPool();

  private static ConfigurableApplicationContext application;
  private static volatile CountDownLatch returned = new CountDownLatch(1);

  /** The application. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName =
          "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
              + ".OpenTelemetryTracingAutoConfiguration")
  static class Application {

    @Bean
    static RecordedSpans spans() {
      return new RecordedSpans();
    }

    @Bean
    static Later later(Raglan raglan) {
      return new Later(raglan);
    }
  }

  /** What the handlers do later: fails if it is told to, and has a span of its own. */
  @RestController
  static class Later {

    private final Raglan raglan;

    Later(Raglan raglan) {
      this.raglan = raglan;
    }

    private String work(boolean fails) throws IOException {
      raglan.span("work").start().close();
      if (fails) {
        throw new IOException("broken");
      }
      return "done";
    }

    @Traced("deferred")
    @GetMapping("/deferred")
    public DeferredResult<String> deferred(@RequestParam boolean fails) {
      DeferredResult<String> result = new DeferredResult<>(20_000L);
      var unused =
          THREADS.submit(
              () -> {
                returned.await();
                try {
                  return result.setResult(work(fails));
                } catch (IOException e) {
                  return result.setErrorResult(e);
                }
              });
      return result;
    }

    @Traced("deferredForEver")
    @GetMapping("/deferred-for-ever")
    public DeferredResult<String> deferredForEver() {
      return new DeferredResult<>(50L);
    }

    @Traced("callable")
    @GetMapping("/callable")
    public Callable<String> callable(@RequestParam boolean fails) {
      return () -> work(fails);
    }

    @Traced("task")
    @GetMapping("/task")
    public WebAsyncTask<String> task(@RequestParam boolean fails) {
      return new WebAsyncTask<>(20_000L, () -> work(fails));
    }

    @Traced("taskForEver")
    @GetMapping("/task-for-ever")
    public WebAsyncTask<String> taskForEver() {
      return new WebAsyncTask<>(
          50L,
          () -> {
            NEVER.await();
            return "never";
          });
    }

    @Traced("streaming")
    @GetMapping("/streaming")
    public StreamingResponseBody streaming(@RequestParam boolean fails) {
      return out -> out.write(work(fails).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Traced("emitter")
    @GetMapping("/emitter")
    public ResponseBodyEmitter emitter(@RequestParam boolean fails) {
      return sending(new ResponseBodyEmitter(20_000L), fails);
    }

    @Traced("sse")
    @GetMapping("/sse")
    public SseEmitter sse(@RequestParam boolean fails) {
      return sending(new SseEmitter(20_000L), fails);
    }

    private <T extends ResponseBodyEmitter> T sending(T emitter, boolean fails) {
      var unused =
          THREADS.submit(
              () -> {
                returned.await();
                try {
                  emitter.send("a");
                  emitter.send(work(fails));
                  emitter.complete();
                } catch (IOException e) {
                  emitter.completeWithError(e);
                }
                return emitter;
              });
      return emitter;
    }
  }

  @BeforeAll
  static void start() {
    application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.SERVLET)
            .properties(
                "server.port=0",
                "server.shutdown=immediate",
                "spring.main.banner-mode=off",
                "raglan.web.root=false",
                "management.otlp.metrics.export.enabled=false")
            .run();
  }

  @AfterAll
  static void stop() {
    NEVER.countDown();
    THREADS.shutdownNow();
    application.close();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @BeforeEach
  void hold() {
    returned = new CountDownLatch(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"deferred", "callable", "task", "streaming", "emitter", "sse"})
  void endsWithItsResponse(String kind) throws Exception {
    int before = spans(kind).size();
    assertThat(get("/" + kind + "?fails=false")).contains("done");

    SpanData span = next(kind, before);
    assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(RaglanAttributes.STATUS)).isNotEqualTo("pending");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deferred", "callable", "task", "streaming", "emitter", "sse"})
  void failsAsItsResponseDoes(String kind) {
    int before = spans(kind).size();
    try {
      get("/" + kind + "?fails=true");
    } catch (Exception expected) {
      // The connection of a response that has begun is cut.
    }

    SpanData span = next(kind, before);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().toString()).contains("java.io.IOException");
  }

  /** The work of these is handed to a thread by Spring, with the context of the call. */
  @ParameterizedTest
  @ValueSource(strings = {"callable", "task", "streaming"})
  void hasWhatRunsInItBelow(String kind) throws Exception {
    int before = spans(kind).size();
    get("/" + kind + "?fails=false");

    SpanData span = next(kind, before);
    assertThat(spans("work"))
        .anySatisfy(work -> assertThat(work.getParentSpanId()).isEqualTo(span.getSpanId()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deferred", "task"})
  void aTimeOutIsAFailure(String kind) throws Exception {
    get("/" + kind + "-for-ever");

    SpanData span = next(kind + "ForEver", 0);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    // A task is interrupted, which it may say first.
    assertThat(span.getAttributes().toString())
        .containsAnyOf("AsyncRequestTimeoutException", "InterruptedException");
  }

  @Test
  void isPendingWithoutARequest() {
    int before = spans("deferred").size();
    returned.countDown();

    application.getBean(Later.class).deferred(false);

    assertThat(next("deferred", before).getAttributes().get(RaglanAttributes.STATUS))
        .isEqualTo("pending");
  }

  private static List<SpanData> spans(String name) {
    return RecordedSpans.of(application).stream()
        .filter(each -> each.getName().equals(name))
        .toList();
  }

  private static SpanData next(String name, int before) {
    Awaitility.await()
        .untilAsserted(() -> assertThat(spans(name)).as(name).hasSizeGreaterThan(before));
    assertThat(spans(name)).hasSize(before + 1);
    return spans(name).get(before);
  }

  private static @Nullable String get(String path) throws Exception {
    String port =
        Objects.requireNonNull(application.getEnvironment().getProperty("local.server.port"));
    returned.countDown();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
