package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.model.RagEventType;
import dev.raglan.model.Status;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Hosted services as targets of an application that traces with Spring Boot. */
class AppTelemetryServicesTest {

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path + " " + body);
    String answer =
        path.endsWith("projects/list")
            ? "{\"evaluationProjects\":[{\"id\":\"p\",\"name\":\"bot\"}]}"
            : "{\"traceId\":\"trace-1\",\"metadata\":{}}";
    byte[] bytes = path.endsWith("trace/create") ? new byte[0] : answer.getBytes();
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String[] services() {
    String url = "http://localhost:" + server.getAddress().getPort();
    return new String[] {
      "raglan.export.athina.api-key=k",
      "raglan.export.athina.base-url=" + url + "/athina",
      "raglan.export.lastmile.api-token=t",
      "raglan.export.lastmile.project=bot",
      "raglan.export.lastmile.base-url=" + url + "/lastmile",
      "raglan.export.adaline.api-key=k",
      "raglan.export.adaline.project-id=project-0123456789ab",
      "raglan.export.adaline.base-url=" + url + "/adaline",
      "raglan.export.spans-api.api-key=k",
      "raglan.export.spans-api.base-url=" + url + "/scale"
    };
  }

  private Stream<String> to(String start) {
    return requests.stream().filter(each -> each.startsWith(start));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gen-ai,openinference", "gen-ai", ""})
  void getItsSpansWithUpdatesAndFeedback(String dialects) {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                AopAutoConfiguration.class,
                RaglanAutoConfiguration.class,
                ObservationAutoConfiguration.class,
                MicrometerTracingAutoConfiguration.class,
                OpenTelemetrySdkAutoConfiguration.class,
                OpenTelemetryTracingAutoConfiguration.class))
        .withBean(Bot.class)
        .withPropertyValues(services())
        .withPropertyValues(
            "management.tracing.sampling.probability=1.0", "raglan.dialects=" + dialects)
        .run(
            context -> {
              Bot bot = context.getBean(Bot.class);
              SdkTracerProvider provider = context.getBean(SdkTracerProvider.class);
              Raglan raglan = context.getBean(Raglan.class);
              String traceId = bot.ask(raglan, bot, "What?");
              assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
              raglan.feedback().forTrace(traceId).binary(true);
              raglan.updateTrace(traceId, SpanUpdate.create().status(Status.FAILURE).tags("bad"));
              assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
            });

    assertThat(to("POST /athina/api/v1/trace/sdk"))
        .singleElement()
        .asString()
        .contains("\"input\":\"What?\"", "\"prompt\":\"Say: What?\"", "\"response\":\"A coat.\"");
    assertThat(to("PATCH /athina/api/v1/prompt_run/user-feedback")).hasSize(1);
    assertThat(to("POST /adaline/logs/trace"))
        .singleElement()
        .asString()
        .contains("\"input\":\"\\\"Say: What?\\\"\"", "\"output\":\"\\\"A coat.\\\"\"");
    assertThat(to("PATCH /adaline/logs/trace").toList().toString())
        .contains("feedback_user", "\"status\":\"failure\"", "\"bad\"");
    assertThat(to("PUT /scale/v5/spans/batch"))
        .singleElement()
        .asString()
        .contains("What?", "A coat.", "A sleeve.");
    assertThat(to("PATCH /scale/v5/spans/").toList().toString())
        .contains("feedback_user", "\"status\":\"ERROR\"");
    assertThat(to("POST /lastmile/api/rag_query_traces/create"))
        .singleElement()
        .asString()
        .contains("\"llmOutput\":\"A coat.\"");
    assertThat(to("POST /lastmile/api/rag_events/create"))
        .singleElement()
        .asString()
        .contains("A sleeve.");
    assertThat(to("POST /lastmile/api/evaluation_feedback/create")).hasSize(1);
  }

  static class Bot {

    @Traced("ask")
    public String ask(@Exclude Raglan raglan, @Exclude Bot self, String question) {
      self.search(question);
      self.answer("Say: " + question);
      return raglan.currentTrace().traceId();
    }

    @RagEvent(RagEventType.RETRIEVAL)
    public List<String> search(String query) {
      return List.of("A sleeve.");
    }

    @Generation(provider = "openai", model = "gpt-4o")
    public String answer(@Bind(Field.PROMPT) String prompt) {
      return "A coat.";
    }
  }
}
