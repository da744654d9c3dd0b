package dev.raglan.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application, running on Tomcat, and the trace of its last request. */
public final class RunningApplication implements AutoCloseable {

  private static final String CALLER = "b7ad6b7169203331";
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  private static volatile Callable<?> work = () -> "";

  private final ConfigurableApplicationContext application;
  private final HttpClient client = HttpClient.newHttpClient();
  private String trace = "";

  public RunningApplication(Class<?> source, WebApplicationType type, String... properties) {
    List<String> all = new ArrayList<>(List.of(properties));
    all.add("server.port=0");
    all.add("server.shutdown=immediate");
    all.add("spring.main.banner-mode=off");
    all.add("logging.level.root=error");
    all.add("management.tracing.sampling.probability=1.0");
    all.add("management.otlp.metrics.export.enabled=false");
    application =
        new SpringApplicationBuilder(source).web(type).properties(all.toArray(String[]::new)).run();
  }

  @Override
  public void close() {
    application.close();
  }

  public <T> T bean(Class<T> type) {
    return application.getBean(type);
  }

  public URI uri(String path) {
    String port = application.getEnvironment().getProperty("local.server.port");
    return URI.create("http://localhost:" + port + path);
  }

  /** Does the work of the last request; an endpoint calls this. */
  public static Object work() throws Exception {
    return work.call();
  }

  /** Does the work within a request of a reader; returns what came of it. */
  public String request(Callable<?> work) {
    RunningApplication.work = work;
    return get("/work");
  }

  /** Returns the answer to a request of a reader. */
  public String get(String path) {
    trace = IdGenerator.random().generateTraceId();
    String reader = Base64.getEncoder().encodeToString("reader:books".getBytes(UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("authorization", "Basic " + reader)
            .header("traceparent", "00-" + trace + "-" + CALLER + "-01")
            .build();
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<SpanData> spans() {
    bean(dev.raglan.Raglan.class).flush(Duration.ofMinutes(1));
    return bean(RecordedSpans.class).spans().getFinishedSpanItems().stream()
        .filter(span -> span.getTraceId().equals(trace))
        .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
        .toList();
  }

  /**
   * Asserts that the spans of the last request are one tree, and Raglan's those of the lines: each
   * two blanks deeper than the one that it is in, and with the type of its error.
   */
  public void assertTree(String... lines) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              List<SpanData> spans = spans();
              assertOneTree(spans);
              assertThat(traced(spans)).containsExactly(lines);
            });
  }

  private static void assertOneTree(List<SpanData> spans) {
    List<String> ids = spans.stream().map(SpanData::getSpanId).toList();
    assertThat(spans)
        .filteredOn(span -> !ids.contains(span.getParentSpanId()))
        .hasSize(1)
        .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(CALLER));
  }

  private static List<String> traced(List<SpanData> spans) {
    Map<String, SpanData> byId = spans.stream().collect(toMap(SpanData::getSpanId, span -> span));
    return spans.stream()
        .filter(RunningApplication::isRaglans)
        .map(
            span -> {
              String error = span.getAttributes().get(ERROR);
              return "  ".repeat(depth(span, byId))
                  + span.getName()
                  + (error == null ? "" : " " + error.substring(error.lastIndexOf('.') + 1));
            })
        .toList();
  }

  private static boolean isRaglans(SpanData span) {
    return span.getInstrumentationScopeInfo().getName().startsWith("dev.raglan");
  }

  private static int depth(SpanData span, Map<String, SpanData> byId) {
    int depth = 0;
    for (SpanData each = byId.get(span.getParentSpanId());
        each != null;
        each = byId.get(each.getParentSpanId())) {
      depth += isRaglans(each) ? 1 : 0;
    }
    return depth;
  }

  /** Returns the names of all spans of the last request. */
  public List<String> names() {
    return spans().stream().map(SpanData::getName).toList();
  }

  /** Returns all that is written on the span of the last request that has the name. */
  public String written(String name) {
    return spans().stream()
        .filter(span -> span.getName().equals(name))
        .map(span -> span.getAttributes().asMap().toString())
        .findFirst()
        .orElseThrow();
  }
}
