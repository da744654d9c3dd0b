package dev.raglan.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.export.Adaline;
import dev.raglan.export.Athina;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.LastMile;
import dev.raglan.export.Otlp;
import dev.raglan.export.SpansApi;
import dev.raglan.internal.invoke.ReflectedCall;
import dev.raglan.internal.service.ServiceServer.Fault;
import dev.raglan.internal.service.adaline.AdalineServer;
import dev.raglan.internal.service.athina.AthinaServer;
import dev.raglan.internal.service.lastmile.LastMileServer;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.model.RagEventType;
import dev.raglan.model.Status;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One annotated application, delivered to the four services and by OTLP at once. */
class FourServicesTest {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final List<String> SERVICES =
      List.of("athina", "adaline", "lastmile", "spans-api");

  /** A receiver of OTLP. */
  private static final class OtlpServer extends ServiceServer {

    final List<Span> spans = new CopyOnWriteArrayList<>();

    @Override
    protected Answer answer(
        String method, String path, Map<String, List<String>> headers, byte[] body)
        throws IOException {
      ObjectShape.check(path.equals("/v1/traces"), "no such path");
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      request
          .getResourceSpansList()
          .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList())));
      return new Answer(200, "");
    }
  }

  /** The application; its calls are handed to the engine as a weaver does. */
  private final class Assistant {

    private @Nullable ActiveTrace trace;

    @Traced(value = "ask", tags = "chat", attributes = "tier=gold")
    String ask(@Bind(Field.SESSION_ID) String session, String question) {
      trace = raglan.currentTrace();
      raglan.params().register("top_k", 2);
      Object found = call(this, "search", question);
      return String.valueOf(call(this, "answer", question + found));
    }

    @RagEvent(value = RagEventType.RETRIEVAL, name = "search")
    List<String> search(String query) {
      return List.of("A sleeve.", "A coat.");
    }

    @Generation(value = "answer", provider = "openai", model = "gpt-4o")
    String answer(@Bind(Field.PROMPT) String prompt) {
      return "A kind of sleeve.";
    }
  }

  private final FourServers servers = new FourServers();
  private final AthinaServer athina = servers.athina;
  private final AdalineServer adaline = servers.adaline;
  private final LastMileServer lastMile = servers.lastMile;
  private final SpansApiServer spansApi = servers.spansApi;
  private final OtlpServer otlp = new OtlpServer();
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch slow = new CountDownLatch(1);
  private final Raglan raglan =
      Raglan.builder()
          .serviceName("assistant")
          .exportTo(servers.targets(Otlp.to(otlp.url())))
          .delivery(
              DeliverySettings.builder()
                  .interval(Duration.ofMillis(5))
                  .timeout(Duration.ofSeconds(60))
                  .shutdownTimeout(Duration.ofSeconds(2))
                  .build())
          .build();
  private final Assistant assistant = new Assistant();

  @AfterEach
  void stop() {
    never.countDown();
    raglan.close();
    servers.close();
    otlp.close();
  }

  private @Nullable Object call(Object target, String name, Object... arguments) {
    try {
      return ReflectedCall.of(target, name, arguments).tracedBy(raglan);
    } catch (Throwable thrown) {
      throw new AssertionError(thrown);
    }
  }

  private void checkCounts(int produced) {
    assertThat(raglan.delivery().targets())
        .hasSize(5)
        .allSatisfy(
            target -> {
              assertThat(target.produced()).as(target.name()).isEqualTo(produced);
              assertThat(target.exported() + target.dropped() + target.queued())
                  .as(target.name())
                  .isEqualTo(produced);
            });
  }

  @Test
  void sendsOneAnnotatedApplicationToAll() {
    call(assistant, "ask", "s-1", "What is Raglan?");
    ActiveTrace trace = assistant.trace;
    assertThat(trace).isNotNull();
    assertThat(raglan.flush(WAIT).complete()).isTrue();
    raglan.feedback().forTrace(trace.traceId()).binary(true);
    raglan.updateTrace(trace.traceId(), SpanUpdate.create().status(Status.FAILURE).tags("bad"));
    assertThat(raglan.flush(WAIT).complete()).isTrue();

    checkCounts(5);
    assertThat(athina.refusals).isEmpty();
    assertThat(adaline.refusals).isEmpty();
    assertThat(lastMile.refusals).isEmpty();
    assertThat(otlp.refusals).isEmpty();
    checkAthina();
    checkAdaline(trace);
    checkSpansApi(trace);
    checkLastMile(trace);
    assertThat(otlp.spans)
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("ask", "search", "answer", "feedback", "update");
  }

  private void checkAthina() {
    assertThat(athina.bodies(AthinaServer.TRACE)).hasSize(1);
    JsonNode body = athina.bodies(AthinaServer.TRACE).get(0);
    assertThat(body.get("name").textValue()).isEqualTo("ask");
    assertThat(body.at("/input/question").textValue()).isEqualTo("What is Raglan?");
    assertThat(body.at("/output/result").textValue()).isEqualTo("A kind of sleeve.");
    assertThat(body.at("/attributes/tier").textValue()).isEqualTo("gold");
    assertThat(body.at("/spans/0/name").textValue()).isEqualTo("search");
    JsonNode answer = body.at("/spans/1");
    assertThat(answer.get("span_type").textValue()).isEqualTo("generation");
    assertThat(answer.at("/attributes/language_model_id").textValue()).isEqualTo("gpt-4o");
    assertThat(answer.at("/attributes/session_id").textValue()).isEqualTo("s-1");
    assertThat(athina.bodies(AthinaServer.INFERENCE)).hasSize(1);
    assertThat(athina.bodies(AthinaServer.FEEDBACK))
        .singleElement()
        .satisfies(it -> assertThat(it.get("user_feedback").intValue()).isEqualTo(1));
  }

  private void checkAdaline(ActiveTrace trace) {
    assertThat(adaline.bodies(AdalineServer.TRACE)).hasSizeBetween(2, 3);
    JsonNode stored = adaline.traces.values().iterator().next();
    assertThat(stored.get("name").textValue()).isEqualTo("ask");
    assertThat(stored.get("sessionId").textValue()).isEqualTo("s-1");
    assertThat(stored.get("status").textValue()).isEqualTo("failure");
    assertThat(stored.get("tags")).hasToString("[\"chat\",\"bad\"]");
    assertThat(stored.at("/attributes/feedback_user").doubleValue()).isEqualTo(1);
    assertThat(adaline.spans.values())
        .extracting(span -> span.at("/content/type").textValue())
        .containsExactly("Function", "Retrieval", "Model");
    assertThat(adaline.spans.values())
        .filteredOn(span -> span.get("name").textValue().equals("answer"))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(span.at("/content/model").textValue()).isEqualTo("gpt-4o");
              assertThat(span.at("/content/output").textValue()).isEqualTo("\"A kind of sleeve.\"");
            });
    assertThat(trace.serverId("adaline")).startsWith("trace-");
  }

  private void checkSpansApi(ActiveTrace trace) {
    assertThat(spansApi.spans().values())
        .extracting(span -> span.path("type").asText())
        .containsExactly("STANDALONE", "KB_RETRIEVAL", "COMPLETION");
    assertThat(spansApi.spans().values())
        .allSatisfy(
            span -> {
              assertThat(span.path("group_id").asText()).isEqualTo("s-1");
              assertThat(span.path("trace_id").asText()).isEqualTo(trace.traceId());
            });
    JsonNode root = spansApi.spans().get(String.valueOf(trace.serverId("spans-api")));
    assertThat(root.path("status").asText()).isEqualTo("ERROR");
    assertThat(root.at("/input/question").asText()).isEqualTo("What is Raglan?");
    assertThat(root.at("/output/output").asText()).isEqualTo("A kind of sleeve.");
    assertThat(root.at("/metadata/feedback_user/value").asDouble()).isEqualTo(1);
    assertThat(root.at("/metadata/tags")).hasToString("[\"chat\",\"bad\"]");
    assertThat(root.at("/metadata/params/top_k").asInt()).isEqualTo(2);
  }

  private void checkLastMile(ActiveTrace trace) {
    assertThat(lastMile.spans).extracting(Span::getName).contains("ask", "search", "answer");
    assertThat(lastMile.bodies(LastMileServer.QUERY))
        .singleElement()
        .satisfies(
            body -> {
              assertThat(body.get("traceId").textValue()).isEqualTo(trace.traceId());
              assertThat(body.at("/paramSet/top_k").intValue()).isEqualTo(2);
            });
    assertThat(lastMile.bodies(LastMileServer.EVENT))
        .singleElement()
        .satisfies(body -> assertThat(body.get("eventName").textValue()).isEqualTo("search"));
    assertThat(lastMile.bodies(LastMileServer.FEEDBACK))
        .singleElement()
        .satisfies(body -> assertThat(body.at("/feedback/value").intValue()).isEqualTo(1));
  }

  /** The ways in which services are in trouble. */
  private enum Trouble {
    SLOW,
    FAILING,
    HUNG
  }

  private void bring(Trouble trouble, ServiceServer server) {
    if (trouble == Trouble.SLOW) {
      server.delay = 20;
      return;
    }
    Fault[] faults = new Fault[2_000];
    Arrays.fill(
        faults, trouble == Trouble.HUNG ? Fault.hang() : Fault.status(503, "Retry-After", "0"));
    server.failNext(faults);
  }

  private void bringToSpansApi(Trouble trouble) {
    SpansApiServer.Fault[] faults = new SpansApiServer.Fault[trouble == Trouble.SLOW ? 1 : 2_000];
    Arrays.fill(
        faults,
        switch (trouble) {
          case SLOW -> spansApi.held(slow);
          case FAILING -> SpansApiServer.status(503, "", "Retry-After", "0");
          case HUNG -> spansApi.held(never);
        });
    spansApi.failing(faults);
  }

  private void bring(Trouble trouble, String service) {
    switch (service) {
      case "athina" -> bring(trouble, athina);
      case "adaline" -> bring(trouble, adaline);
      case "lastmile" -> bring(trouble, lastMile);
      default -> bringToSpansApi(trouble);
    }
  }

  /**
   * Asks twenty times, three spans each, and closes the application once all is delivered to those
   * that can take it.
   */
  private void askAndClose(Collection<String> never) {
    for (int i = 0; i < 20; i++) {
      call(assistant, "ask", "s-" + i, "q" + i);
      for (DeliveryStats.Target target : raglan.delivery().targets()) {
        assertThat(target.produced())
            .as(target.name())
            .isEqualTo(target.exported() + target.dropped() + target.queued());
      }
    }
    slow.countDown();
    await()
        .atMost(WAIT)
        .untilAsserted(
            () ->
                assertThat(raglan.delivery().targets())
                    .filteredOn(target -> !never.contains(target.name()))
                    .allSatisfy(target -> assertThat(target.exported()).isEqualTo(60)));
    raglan.close();
    checkCounts(60);
    assertThat(raglan.delivery().targets())
        .allSatisfy(target -> assertThat(target.queued()).isZero());
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void countsExactlyWhileServicesAreInTrouble(Trouble trouble) {
    SERVICES.forEach(service -> bring(trouble, service));
    askAndClose(trouble == Trouble.SLOW ? List.of() : SERVICES);

    List<DeliveryStats.Target> targets = raglan.delivery().targets();
    assertThat(targets.get(4).exported()).isEqualTo(60);
    assertThat(targets.subList(0, 4))
        .allSatisfy(
            target ->
                assertThat(target.exported())
                    .as(target.name())
                    .isEqualTo(trouble == Trouble.SLOW ? 60 : 0));
  }

  private static Stream<Arguments> oneInTrouble() {
    return SERVICES.stream()
        .flatMap(
            service -> Arrays.stream(Trouble.values()).map(trouble -> arguments(service, trouble)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("oneInTrouble")
  void countsExactlyWhileOneServiceIsInTrouble(String service, Trouble trouble) {
    bring(trouble, service);
    askAndClose(trouble == Trouble.SLOW ? List.of() : List.of(service));

    assertThat(raglan.delivery().targets())
        .allSatisfy(
            target ->
                assertThat(target.exported())
                    .as(target.name())
                    .isEqualTo(trouble != Trouble.SLOW && target.name().equals(service) ? 0 : 60));
  }

  @Test
  void noneIsSentItsKeyWithoutTlsOnAnotherMachine() {
    String url = "http://collector.example";
    assertThatRefusesPlaintext(Athina.builder().apiKey("k").baseUrl(url)::build);
    assertThatRefusesPlaintext(Adaline.builder().apiKey("k").projectId("p").baseUrl(url)::build);
    assertThatRefusesPlaintext(LastMile.builder().apiToken("k").baseUrl(url)::build);
    assertThatRefusesPlaintext(SpansApi.builder().apiKey("k").accountId("a").baseUrl(url)::build);
  }

  private static void assertThatRefusesPlaintext(ThrowingCallable build) {
    assertThatIllegalArgumentException()
        .isThrownBy(build)
        .withMessageContaining("must start with https://, because the key is sent to it");
  }
}
