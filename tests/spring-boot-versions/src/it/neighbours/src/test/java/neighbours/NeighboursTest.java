package neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Hooks;

/** Holds a table of docs/spring.md to what real requests show beside one neighbour. */
@ExtendWith(OutputCaptureExtension.class)
class NeighboursTest {

  private static final String NEIGHBOUR = System.getProperty("neighbour");
  private static final String TRACEPARENT =
      "00-0af7651916cd43dd8448eb211c80319c-" + Spans.CALLER + "-01";

  /** A line of the table: the span that it is about, and the work of the request. */
  private record Row(
      String words,
      String span,
      Function<Calls<Object>, Object> work,
      Function<ConfigurableApplicationContext, String> fact) {}

  private static Row parentAndLogIds(
      String words, String span, Function<Calls<Object>, Object> work) {
    return new Row(
        words,
        span,
        work,
        application -> {
          Spans spans = application.getBean(Spans.class);
          String logged = spans.nameOf(application.getBean(Seen.class).logId(span));
          return spans.parentOf(span) + " / " + (logged.equals(span) ? "own" : logged);
        });
  }

  private static final List<Row> ROWS =
      List.of(
          parentAndLogIds("the request", "request", calls -> calls.look("request")),
          parentAndLogIds(
              "a traced method, or `Mono`: `traced`", "traced", calls -> calls.traced(calls.look("traced"))),
          parentAndLogIds("`traced`, called by the controller itself", "traced", calls -> calls.call()),
          parentAndLogIds(
              "a traced method in `traced`",
              "inner",
              calls -> calls.traced(calls.inner(calls.look("inner")))),
          parentAndLogIds(
              "an `Observation` in `traced`: `observed`",
              "observed",
              calls -> calls.traced(calls.observed(calls.look("observed")))),
          parentAndLogIds(
              "a traced method in `observed` in `traced`",
              "inner",
              calls -> calls.traced(calls.observed(calls.inner(calls.look("inner"))))),
          parentAndLogIds(
              "`RestClient`, `WebClient` in `traced`: `client`", "client", calls -> calls.traced(calls.client())),
          new Row(
              "the `traceparent` that it sends is of",
              "client",
              calls -> calls.traced(calls.client()),
              application ->
                  application
                      .getBean(Spans.class)
                      .nameOf(application.getBean(Seen.class).sentId())),
          parentAndLogIds(
              "`RestClient`, `WebClient` without Raglan", "client", calls -> calls.client()),
          parentAndLogIds(
              "a span of OpenTelemetry's API in `traced`",
              "plain",
              calls -> calls.traced(calls.plain())),
          parentAndLogIds(
              "a traced method in `traced`, `@Async` or in an operator after a delay",
              "later",
              calls -> calls.traced(calls.later())),
          parentAndLogIds(
              "Spring AI's chat in a `@Generation`",
              "chat",
              calls -> calls.generation(calls.chat())),
          new Row(
              "its tokens are on",
              "chat",
              calls -> calls.generation(calls.chat()),
              application -> application.getBean(Spans.class).withTokens()),
          parentAndLogIds(
              "an `Observation` after `traced`",
              "observed",
              calls ->
                  calls.after(
                      calls.traced(calls.look("traced")),
                      calls.observed(calls.look("observed")))));

  @AfterEach
  void leaveReactorAsItWas() {
    Hooks.disableAutomaticContextPropagation();
  }

  @Test
  void showsWhatThePageSays(CapturedOutput output) throws IOException {
    List<List<String>> columns =
        List.of(
            column(WebApplicationType.SERVLET, "auto"),
            column(WebApplicationType.REACTIVE, "auto"),
            column(WebApplicationType.REACTIVE, "limited"));
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < ROWS.size(); row++) {
      StringBuilder line = new StringBuilder("| ").append(ROWS.get(row).words());
      for (List<String> column : columns) {
        line.append(" | ").append(column.get(row));
      }
      lines.add(line.append(" |").toString());
    }
    new PageTable(Path.of(System.getProperty("page")), "| " + NEIGHBOUR + " |").hold(lines);
    assertThat(output).doesNotContain("NoSuchMethodError", "NoClassDefFoundError");
  }

  private static List<String> column(WebApplicationType type, String propagation)
      throws IOException {
    Class<?> calls =
        type == WebApplicationType.SERVLET ? ServletCalls.class : ReactiveCalls.class;
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(Application.class, Seen.class, calls)
            .web(type)
            .properties(
                "server.port=0",
                "server.shutdown=immediate",
                "spring.main.banner-mode=off",
                "raglan.delivery.interval=10ms",
                "spring.reactor.context-propagation=" + propagation,
                "management.tracing.sampling.probability=1.0")
            .run()) {
      List<String> cells = new ArrayList<>();
      for (Row row : ROWS) {
        request(application, row);
        cells.add(row.fact().apply(application));
      }
      return cells;
    } finally {
      Hooks.disableAutomaticContextPropagation();
    }
  }

  @SuppressWarnings("unchecked")
  private static void request(ConfigurableApplicationContext application, Row row)
      throws IOException {
    Seen seen = application.getBean(Seen.class);
    Spans spans = application.getBean(Spans.class);
    spans.clear();
    seen.start(row.work().apply(application.getBean(Calls.class)));
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(seen.uri("/work")))
                      .header("traceparent", TRACEPARENT)
                      .timeout(Duration.ofSeconds(30))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> {
              application.getBean(Raglan.class).flush(Duration.ofSeconds(10));
              assertThat(spans.has("request")).as("the request's span").isTrue();
              assertThat(spans.has(row.span()) || !isRecorded(row.span()))
                  .as("%s of %s", row.span(), spans)
                  .isTrue();
            });
  }

  /** Without a tracing of Spring Boot's nothing that it observes is a span. */
  private static boolean isRecorded(String span) {
    return !NEIGHBOUR.startsWith("without") || !List.of("observed", "client", "chat").contains(span);
  }
}
