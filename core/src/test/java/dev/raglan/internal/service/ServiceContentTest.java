package dev.raglan.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import dev.raglan.annotation.Traced;
import dev.raglan.export.DeliverySettings;
import dev.raglan.internal.invoke.Invocation;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.service.adaline.AdalineServer;
import dev.raglan.internal.service.athina.AthinaServer;
import dev.raglan.internal.service.lastmile.LastMileServer;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.model.SpanType;
import dev.raglan.spi.ExportTarget;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The services get what the application said, in whichever dialects its spans are written. */
class ServiceContentTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  /** Names the project at LastMile as a pipeline of Raglan's own does. */
  private static final Resource RESOURCE =
      Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "test"));

  private final FourServers servers = new FourServers();
  private final AthinaServer athina = servers.athina;
  private final AdalineServer adaline = servers.adaline;
  private final LastMileServer lastMile = servers.lastMile;
  private final SpansApiServer spansApi = servers.spansApi;
  private int seen;

  @AfterEach
  void stop() {
    servers.close();
  }

  private RaglanBuilder standalone() {
    return Raglan.builder()
        .serviceName("test")
        .exportTo(servers.targets())
        .delivery(DeliverySettings.builder().interval(Duration.ofMillis(5)).build());
  }

  private static void ask(Raglan raglan) {
    ActiveTrace trace =
        raglan.trace("ask").startTime(START).sessionId("s-1").customerUserId("u").startDetached();
    trace.input(Map.of("question", "What?"));
    ActiveSpan search =
        trace.span("search").type(SpanType.RETRIEVER).startTime(START).startDetached();
    search.input("sleeves").output(List.of(Map.of("id", "d1", "content", "A sleeve.")));
    search.end(START.plusMillis(5));
    ActiveGeneration answer =
        trace
            .generation("answer")
            .provider("openai")
            .model("gpt-4o")
            .startTime(START)
            .startDetached();
    answer.prompt(
        new ArrayList<>(
            List.of(new LinkedHashMap<>(Map.of("role", "user", "content", "Hi", "cache", true)))));
    answer.response(
        Map.of(
            "model",
            "gpt-4o-2024",
            "service_tier",
            "default",
            "choices",
            List.of(Map.of("message", Map.of("role", "assistant", "content", "A coat."))),
            "usage",
            Map.of("prompt_tokens", 3, "completion_tokens", 4)));
    answer.end(START.plusMillis(7));
    trace.output("A coat.");
    trace.end(START.plusMillis(9));
  }

  private List<String> bodies(Raglan raglan) {
    ask(raglan);
    assertThat(raglan.flush(WAIT).complete()).isTrue();
    return taken();
  }

  /** Returns what is new at the services, without the ids of the trace. */
  private List<String> taken() {
    List<String> bodies = new ArrayList<>();
    for (ServiceServer server : List.of(athina, adaline, lastMile)) {
      assertThat(server.refusals).isEmpty();
      server.accepted.stream()
          .filter(each -> !each.path().contains("evaluation_projects"))
          .forEach(each -> bodies.add(each.path() + " " + body(each.body())));
      server.accepted.clear();
    }
    spansApi.spans().values().stream().skip(seen).forEach(span -> bodies.add(body(span)));
    seen = spansApi.spans().size();
    return bodies;
  }

  private static String body(JsonNode json) {
    return String.valueOf(json)
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "uuid")
        .replaceAll("[0-9a-f]{32}", "trace")
        .replaceAll("\\b[0-9a-f]{16}\\b", "span");
  }

  private List<String> usual() {
    try (Raglan raglan = standalone().build()) {
      return bodies(raglan);
    }
  }

  private static String[] names(String dialects) {
    return dialects.isEmpty() ? new String[0] : dialects.split(",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gen-ai", "openinference", "langfuse", "gen-ai,langfuse"})
  void sendsTheSameInWhicheverDialects(String dialects) {
    List<String> usual = usual();
    try (Raglan raglan = standalone().dialects(names(dialects)).build()) {
      assertThat(bodies(raglan)).containsExactlyInAnyOrderElementsOf(usual);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openinference", "langfuse", "gen-ai", "openinference,gen-ai"})
  void sendsTheSameBesideATargetThatReadsOtherDialects(String dialects) {
    List<String> usual = usual();
    ExportTarget beside = new Unread().inDialects(names(dialects));
    try (Raglan raglan = standalone().dialects("gen-ai").exportTo(beside).build()) {
      assertThat(bodies(raglan)).containsExactlyInAnyOrderElementsOf(usual);
    }
  }

  /** A target beside the services. */
  private record Unread() implements ExportTarget {

    @Override
    public String name() {
      return "unread";
    }

    @Override
    public SpanExporter open() {
      return InMemorySpanExporter.create();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gen-ai", "openinference"})
  void sendsTheSameFromAnSdkOfTheApplications(String dialects) {
    List<String> usual = usual();
    SpanProcessor processor = standalone().dialects(names(dialects)).spanProcessor();
    SdkTracerProvider provider =
        SdkTracerProvider.builder().setResource(RESOURCE).addSpanProcessor(processor).build();
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    try (Raglan raglan = Raglan.builder(sdk).dialects(names(dialects)).build()) {
      ask(raglan);
      assertThat(provider.shutdown().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
      assertThat(taken()).containsExactlyInAnyOrderElementsOf(usual);
    }
  }

  @Test
  void sendsWhatIsTooHeavyToWaitForTheWorker() {
    try (Raglan raglan = standalone().dialects("gen-ai").build()) {
      ActiveTrace trace = raglan.trace("heavy").startDetached();
      trace.input("x".repeat(10_000_000));
      trace.end();
      assertThat(raglan.flush(WAIT).complete()).isTrue();
      assertThat(spansApi.spans().values())
          .singleElement()
          .satisfies(
              span ->
                  assertThat(span.at("/input/input").textValue()).hasSizeBetween(10_000, 20_000));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gen-ai", "openinference"})
  void sendsFromAnSdkOfTheApplicationsWhatIsTooHeavyToWait(String dialects) {
    SpanProcessor processor = standalone().dialects(names(dialects)).spanProcessor();
    SdkTracerProvider provider =
        SdkTracerProvider.builder().setResource(RESOURCE).addSpanProcessor(processor).build();
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    try (Raglan raglan = Raglan.builder(sdk).dialects(names(dialects)).build()) {
      ActiveTrace trace = raglan.trace("heavy").startDetached();
      trace.input("x".repeat(10_000_000)).output("done");
      trace.end();
      assertThat(provider.shutdown().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    assertThat(spansApi.spans().values())
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.at("/input/input").textValue()).hasSizeBetween(10_000, 20_000);
              assertThat(span.at("/output/output").textValue()).isEqualTo("done");
            });
  }

  /** Says something on a span of another library's, and on that of an annotated call. */
  private static void say(Raglan raglan, Span foreign) throws Throwable {
    try (Scope scope = foreign.makeCurrent()) {
      raglan.currentSpan().input("asked").output(Map.of("said", 1));
      raglan.currentSpan().output(Map.of("said", 2));
    }
    foreign.end();
    InvocationTracer.of(raglan)
        .around(
            new Call(
                () -> {
                  raglan.currentSpan().output("by hand");
                  return "returned";
                }));
  }

  /** A call of an annotated method, as a weaver hands it to the engine. */
  private record Call(Supplier<String> work) implements Invocation {

    @Traced("annotated")
    String ask(String question) {
      return question;
    }

    @Override
    public Object target() {
      return this;
    }

    @Override
    public Class<?> targetClass() {
      return Call.class;
    }

    @Override
    public Method method() {
      try {
        return Call.class.getDeclaredMethod("ask", String.class);
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Object[] arguments() {
      return new Object[] {"What?"};
    }

    @Override
    public boolean proxied() {
      return false;
    }

    @Override
    public Object proceed() {
      return work.get();
    }
  }

  private void checkWhatWasSaid() {
    assertThat(spansApi.spans().values())
        .filteredOn(span -> span.path("name").asText().equals("foreign"))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.at("/input/input").textValue()).isEqualTo("asked");
              assertThat(span.at("/output/said").intValue()).isEqualTo(2);
            });
    assertThat(spansApi.spans().values())
        .filteredOn(span -> span.path("name").asText().equals("annotated"))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.path("input")).hasToString("{\"input\":\"What?\"}");
              assertThat(span.at("/output/output").textValue()).isEqualTo("by hand");
            });
    assertThat(athina.bodies(AthinaServer.TRACE))
        .anySatisfy(body -> assertThat(body.at("/output/result").asText()).isEqualTo("by hand"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gen-ai", "openinference", "langfuse"})
  void sendsWhatIsSaidOnSpansThatSomethingElseEnds(String dialects) throws Throwable {
    try (Raglan raglan = standalone().dialects(names(dialects)).build()) {
      Tracer tracer = raglan.openTelemetry().getTracer("theirs");
      say(raglan, tracer.spanBuilder("foreign").startSpan());
      assertThat(raglan.flush(WAIT).complete()).isTrue();
    }
    checkWhatWasSaid();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gen-ai", "openinference"})
  void sendsWhatIsSaidOnSpansOfTheApplicationsSdk(String dialects) throws Throwable {
    SpanProcessor processor = standalone().dialects(names(dialects)).spanProcessor();
    SdkTracerProvider provider =
        SdkTracerProvider.builder().setResource(RESOURCE).addSpanProcessor(processor).build();
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    try (Raglan raglan = Raglan.builder(sdk).dialects(names(dialects)).build()) {
      say(raglan, provider.get("theirs").spanBuilder("foreign").startSpan());
      assertThat(provider.shutdown().join(30, TimeUnit.SECONDS).isSuccess()).isTrue();
    }
    checkWhatWasSaid();
  }

  @Test
  void sendsPromptAndResponseAsTheyWerePassed() {
    usual();
    JsonNode answer =
        spansApi.spans().values().stream()
            .filter(span -> span.path("name").asText().equals("answer"))
            .findFirst()
            .orElseThrow();
    assertThat(answer.at("/input/input/0/cache").booleanValue()).isTrue();
    assertThat(answer.at("/output/service_tier").textValue()).isEqualTo("default");
    assertThat(answer.at("/output/choices/0/message/content").textValue()).isEqualTo("A coat.");
  }
}
