package dev.raglan.internal.service.athina;

import static dev.raglan.internal.service.athina.AthinaServer.FEEDBACK;
import static dev.raglan.internal.service.athina.AthinaServer.INFERENCE;
import static dev.raglan.internal.service.athina.AthinaServer.KEY;
import static dev.raglan.internal.service.athina.AthinaServer.TRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import dev.raglan.export.Athina;
import dev.raglan.export.AthinaLog;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.Secret;
import dev.raglan.internal.service.ServiceServer.Fault;
import dev.raglan.internal.service.ServiceServer.Received;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.SpanUpdate;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AthinaExportTest {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final AthinaServer server = new AthinaServer();
  private Raglan raglan = open(AthinaLog.TRACES, Duration.ofSeconds(10));

  private Raglan open(AthinaLog log, Duration timeout) {
    Athina target =
        Athina.builder().apiKey(KEY).baseUrl(server.url()).log(log).timeout(timeout).build();
    return Raglan.builder()
        .serviceName("test")
        .exportTo(target)
        .delivery(
            DeliverySettings.builder()
                .interval(Duration.ofMillis(5))
                .shutdownTimeout(Duration.ofSeconds(5))
                .build())
        .build();
  }

  private void reopen(AthinaLog log) {
    raglan.close();
    raglan = open(log, Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    raglan.close();
    server.close();
  }

  private FlushResult flush() {
    FlushResult result = raglan.flush(WAIT);
    assertThat(server.refusals).isEmpty();
    return result;
  }

  private DeliveryStats.Target stats() {
    DeliveryStats.Target stats = raglan.delivery().targets().get(0);
    assertThat(stats.produced()).isEqualTo(stats.exported() + stats.dropped() + stats.queued());
    return stats;
  }

  private JsonNode only(String path) {
    assertThat(server.bodies(path)).hasSize(1);
    return server.bodies(path).get(0);
  }

  private static JsonNode json(String text) throws Exception {
    return MAPPER.readTree(text.replace('\'', '"'));
  }

  @Test
  void sendsATraceAsOneNestedBody() throws Exception {
    Instant start = Instant.parse("2026-01-01T12:00:00Z");
    ActiveTrace trace =
        raglan
            .trace("Chat Request")
            .startTime(start)
            .input(Map.of("query", "hi"))
            .version("1.2")
            .attribute("tier", "gold")
            .tags("chat")
            .sessionId("s-1")
            .status(Status.SUCCESS)
            .startDetached();
    ActiveSpan search =
        trace
            .span("search")
            .type(SpanType.RETRIEVER)
            .startTime(start.plusMillis(10))
            .startDetached();
    search
        .span("inner")
        .type("my-type")
        .startTime(start.plusMillis(11))
        .startDetached()
        .status(Status.FAILURE)
        .end(start.plusMillis(12));
    search.output(List.of("a", "b")).end(start.plusMillis(40));
    trace.output("done").end(start.plusMillis(100));

    assertThat(flush()).isEqualTo(new FlushResult(true, 3, 0, 0));

    JsonNode body = only(TRACE);
    assertThat(body.get("name").textValue()).isEqualTo("Chat Request");
    assertThat(body.get("start_time").textValue()).isEqualTo("2026-01-01T12:00:00Z");
    assertThat(body.get("end_time").textValue()).isEqualTo("2026-01-01T12:00:00.100Z");
    assertThat(body.get("duration").intValue()).isEqualTo(100);
    assertThat(body.get("status").textValue()).isEqualTo("success");
    assertThat(body.get("version").textValue()).isEqualTo("1.2");
    assertThat(body.get("input")).isEqualTo(json("{'query':'hi'}"));
    assertThat(body.get("output")).isEqualTo(json("{'result':'done'}"));
    assertThat(body.at("/attributes/tier").textValue()).isEqualTo("gold");
    assertThat(body.at("/attributes/tags")).isEqualTo(json("['chat']"));
    assertThat(body.at("/attributes/session_id").textValue()).isEqualTo("s-1");
    JsonNode retriever = body.at("/spans/0");
    assertThat(body.get("spans")).hasSize(1);
    assertThat(retriever.get("name").textValue()).isEqualTo("search");
    assertThat(retriever.get("span_type").textValue()).isEqualTo("retriever");
    assertThat(retriever.get("output")).isEqualTo(json("{'result':['a','b']}"));
    assertThat(retriever.at("/children/0/span_type").textValue()).isEqualTo("my-type");
    assertThat(retriever.at("/children/0/status").textValue()).isEqualTo("error");
    assertThat(retriever.at("/children/0/attributes/external_reference_id").isTextual()).isTrue();
  }

  private void generate(ActiveTrace trace) {
    ActiveGeneration generation =
        trace
            .generation("answer")
            .referenceId("call-1")
            .model("gpt-4o")
            .prompt(
                List.of(
                    Map.of("role", "user", "content", "What is Raglan?"),
                    Map.of("role", "assistant", "content", "A"),
                    Map.of("role", "user", "content", "and?")))
            .startDetached();
    generation
        .response("A sleeve.")
        .promptSlug("answer-v2")
        .environment("staging")
        .functions(List.of(Map.of("name", "f")))
        .functionCallResponse(Map.of("x", 1))
        .tools(
            List.of(
                Map.of(
                    "type",
                    "function",
                    "function",
                    Map.of("name", "search", "parameters", Map.of("type", "object")))))
        .toolCalls(List.of(Map.of("id", "t1")))
        .customerId("acme")
        .customerUserId("u-7")
        .sessionId("s-1")
        .userQuery("{\"looks\":\"like JSON\"}")
        .promptTokens(10L)
        .completionTokens(5L)
        .responseTime(Duration.ofMillis(350))
        .context(Map.of("documents", List.of("d1")))
        .expectedResponse("A kind of sleeve.")
        .customAttributes(Map.of("tier", "gold", "custom_eval_metrics", Map.of("m", 0.5)))
        .attribute("own", 7)
        .cost(0.5)
        .temperature(0.2)
        .maxTokens(100)
        .topP(0.9)
        .stop("END")
        .seed(42L)
        .toolChoice("auto")
        .statusCode(200)
        .topic("billing")
        .tags("chat");
    generation.end();
  }

  private static final String FIELDS =
      "{'prompt':[{'role':'user','content':'What is Raglan?'},{'role':'assistant','content':'A'},"
          + "{'role':'user','content':'and?'}],'response':'A sleeve.','language_model_id':'gpt-4o',"
          + "'prompt_slug':'answer-v2','environment':'staging','external_reference_id':'call-1',"
          + "'customer_id':'acme','customer_user_id':'u-7','session_id':'s-1',"
          + "'user_query':'{\\'looks\\':\\'like JSON\\'}','context':{'documents':['d1']},"
          + "'expected_response':'A kind of sleeve.','function_call_response':{'x':1},"
          + "'tool_calls':[{'id':'t1'}],'functions':[{'name':'f'}],"
          + "'prompt_tokens':10,'completion_tokens':5,'total_tokens':15,'cost':0.5,"
          + "'response_time':350,'custom_attributes':{'tier':'gold','own':7},"
          + "'custom_eval_metrics':{'m':0.5}";

  @Test
  void hasEveryFieldOfAGenerationFlat() throws Exception {
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    generate(trace);
    trace.end();
    flush();

    com.fasterxml.jackson.databind.node.ObjectNode attributes =
        (com.fasterxml.jackson.databind.node.ObjectNode) only(TRACE).at("/spans/0/attributes");
    assertThat(attributes.remove("tools").isArray()).isTrue();
    assertThat(attributes).isEqualTo(json(FIELDS + "}"));
  }

  @Test
  void logsInferencesWithEveryField() throws Exception {
    reopen(AthinaLog.INFERENCES);
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    generate(trace);
    trace.end();

    assertThat(flush().complete()).isTrue();
    com.fasterxml.jackson.databind.node.ObjectNode body =
        (com.fasterxml.jackson.databind.node.ObjectNode) only(INFERENCE);
    assertThat(body.remove("tools").isArray()).isTrue();
    assertThat(body)
        .isEqualTo(
            json(
                FIELDS
                    + ",'model_options':{'temperature':0.2,'max_completion_tokens':100,"
                    + "'stop':['END'],'top_p':0.9,'extra_options':{'seed':42}},'tool_choice':'auto',"
                    + "'status_code':200,'tags':['chat'],'topic':'billing'}"));
    assertThat(server.bodies(TRACE)).isEmpty();
    assertThat(stats().exported()).isEqualTo(1);
    assertThat(stats().dropped(DropReason.NOT_TAKEN)).isEqualTo(1);
  }

  @Test
  void logsBoth() {
    reopen(AthinaLog.BOTH);
    raglan.generation("alone").model("m").prompt("p").startDetached().response("r").end();

    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(only(TRACE).at("/spans/0/span_type").textValue()).isEqualTo("generation");
    assertThat(only(INFERENCE).get("environment").textValue()).isEqualTo("production");
  }

  @Test
  void sendsLateChildrenInASecondCompleteBody() {
    ActiveTrace trace = raglan.trace("Chat").input("q").startDetached();
    trace.span("early").startDetached().end();
    trace.end();
    flush();
    raglan.span("late").parent(trace.context()).type(SpanType.TOOL).startDetached().end();

    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    JsonNode second = server.bodies(TRACE).get(1);
    assertThat(second.get("name").textValue()).isEqualTo("Chat");
    assertThat(second.get("input").get("input").textValue()).isEqualTo("q");
    assertThat(second.at("/spans/0/name").textValue()).isEqualTo("early");
    assertThat(second.at("/spans/1/name").textValue()).isEqualTo("late");
    assertThat(server.bodies(TRACE)).hasSize(2);
    assertThat(stats().late()).isEqualTo(1);
    assertThat(stats().unfinished()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"true,1", "false,-1"})
  void sendsFeedbackOfUsersByReferenceId(boolean positive, int sign) throws Exception {
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    generate(trace);
    trace.end();
    flush();
    raglan.feedback().forReference("call-1").log(Feedback.binary(positive).withComment("too long"));
    raglan.feedback().forTrace(trace.traceId()).binary(positive);
    raglan.feedback().forSpan(trace.openTelemetrySpan()).neutral();

    assertThat(flush()).isEqualTo(new FlushResult(true, 3, 0, 0));
    assertThat(server.bodies(FEEDBACK))
        .containsExactlyInAnyOrder(
            json(
                "{'external_reference_id':'call-1','user_feedback':"
                    + sign
                    + ",'user_feedback_comment':'too long'}"),
            json("{'external_reference_id':'call-1','user_feedback':" + sign + "}"),
            json("{'external_reference_id':'" + trace.referenceId() + "','user_feedback':0}"));
    assertThat(server.accepted)
        .filteredOn(r -> r.path().equals(FEEDBACK))
        .extracting(Received::method)
        .containsOnly("PATCH");
  }

  @Test
  void sendsFeedbackOfGradersAndWordsAsChanges() throws Exception {
    reopen(AthinaLog.INFERENCES);
    raglan.generation("g").referenceId("ref/ä 1").model("m").startDetached().end();
    flush();
    raglan
        .feedback()
        .forReference("ref/ä 1")
        .log(Feedback.numeric(0.9).from(FeedbackSource.GRADER));
    raglan.feedback().forReference("unseen").text("good");
    flush();

    assertThat(only(INFERENCE + "/run-0")).isEqualTo(json("{'grader_feedback':1}"));
    assertThat(only(AthinaServer.BY_REFERENCE + "unseen"))
        .isEqualTo(json("{'user_feedback_comment':'good'}"));
  }

  @Test
  void sendsChangesAfterTheEnd() throws Exception {
    reopen(AthinaLog.INFERENCES);
    ActiveGeneration generation =
        raglan.generation("g").referenceId("call-7").model("m").startDetached();
    generation.end();
    flush();
    generation.update(
        SpanUpdate.create()
            .name("ignored by Athina")
            .status(Status.FAILURE)
            .tags("reviewed")
            .attribute("user_query", "q")
            .attribute("tier", "gold"));
    raglan.updateReference("elsewhere", SpanUpdate.create().attribute("topic", "billing"));
    raglan.updateTrace(generation.traceId(), SpanUpdate.create().attribute("a", 1));
    raglan.updateSpan(
        generation.traceId(), generation.spanId(), SpanUpdate.create().name("no place"));

    assertThat(flush()).isEqualTo(new FlushResult(true, 3, 0, 0));
    assertThat(stats().dropped(DropReason.NOT_TAKEN)).isEqualTo(1);
    assertThat(server.bodies(INFERENCE + "/run-0"))
        .containsExactly(
            json(
                "{'user_query':'q','custom_attributes':{'tier':'gold','status':'failure'},"
                    + "'tags':['reviewed']}"),
            json("{'custom_attributes':{'a':1}}"));
    assertThat(only(AthinaServer.BY_REFERENCE + "elsewhere"))
        .isEqualTo(json("{'topic':'billing'}"));
    assertThat(raglan.lateWrites()).isEqualTo(1);
  }

  @Test
  void sendsContentThatIsSaidAfterTheEnd() throws Exception {
    reopen(AthinaLog.INFERENCES);
    ActiveGeneration generation =
        raglan.generation("g").referenceId("call-7").model("m").startDetached();
    generation.end();
    flush();
    generation.update(
        SpanUpdate.create()
            .field(Field.RESPONSE, "Sun.")
            .field(Field.MODEL, "m-2")
            .field(Field.COST, 0.5)
            .output(Map.of("answer", "Sun.")));

    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.bodies(INFERENCE + "/run-0"))
        .containsExactly(
            json(
                "{'response':'Sun.','custom_attributes':{'output':{'answer':'Sun.'},"
                    + "'model':'m-2','cost':0.5}}"));
  }

  /** As a handle of an annotated call is, whose span is ended by the engine. */
  @Test
  void sendsChangesByAHandleOfASpanThatSomethingElseEnded() throws Exception {
    ActiveSpan[] handle = new ActiveSpan[1];
    raglan
        .generation("g")
        .referenceId("call-7")
        .model("m")
        .run(() -> handle[0] = raglan.currentSpan());
    flush();

    handle[0].update(SpanUpdate.create().attribute("tier", "gold"));
    handle[0].update(SpanUpdate.create());

    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.bodies(AthinaServer.BY_REFERENCE + "call-7"))
        .containsExactly(json("{'custom_attributes':{'tier':'gold'}}"));
    assertThat(raglan.lateWrites()).isEqualTo(1);
  }

  @Test
  void putsFeedbackOnTheOpenCallIntoItsInference() {
    reopen(AthinaLog.INFERENCES);
    ActiveGeneration generation = raglan.generation("g").model("m").startDetached();
    raglan.feedback().forSpan(generation.openTelemetrySpan()).binary(true);
    generation.end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(only(INFERENCE).get("user_feedback").intValue()).isEqualTo(1);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void countsFeedbackThatItCannotTakeAndStaysComplete() {
    raglan.feedback().binary(true);
    raglan.feedback().forTrace("0af7651916cd43dd8448eb211c80319c").binary(true);
    raglan.feedback().forReference("..").text("a path");
    assertThat(flush()).isEqualTo(new FlushResult(true, 0, 0, 0));
    assertThat(stats().dropped(DropReason.NOT_TAKEN)).isEqualTo(3);
    assertThat(server.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void repeatsWhatMaySucceedLater(int status) {
    server.failNext(Fault.status(status, "Retry-After", "0"), Fault.cut(), Fault.status(status));
    raglan.trace("Chat").startDetached().end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.bodies(TRACE)).hasSize(1);
    assertThat(server.requests).hasSize(4);
  }

  @Test
  void deliversThoughTheAnswerIsLost() {
    server.failNext(Fault.cutAfterStoring());
    raglan.trace("Chat").startDetached().end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.bodies(TRACE)).isNotEmpty();
    assertThat(stats().exported()).isEqualTo(1);
  }

  @Test
  void repeatsWhatIsNotAnsweredInTime() {
    raglan.close();
    raglan = open(AthinaLog.TRACES, Duration.ofMillis(300));
    server.failNext(Fault.hang());
    raglan.trace("Chat").startDetached().end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 422})
  void doesNotRepeatWhatIsRefused(int status) {
    server.failNext(Fault.status(status, "Location", server.url() + "/elsewhere"));
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    trace.span("s").startDetached().end();
    trace.end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(false, 0, 2, 0));
    assertThat(stats().dropped(DropReason.REJECTED)).isEqualTo(2);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void doesNotTakeAPageForAnAnswer() {
    server.failNext(Fault.status(200, "Content-Type", "text/html; charset=utf-8"));
    raglan.trace("Chat").startDetached().end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(false, 0, 1, 0));
    assertThat(stats().dropped(DropReason.REJECTED)).isEqualTo(1);
  }

  @Test
  void sendsNoEmptyName() {
    Span span = raglan.openTelemetry().getTracer("theirs").spanBuilder("query").startSpan();
    span.updateName(" ");
    span.end();
    assertThat(raglan.flush(WAIT).complete()).isTrue();
    assertThat(server.bodies(TRACE).get(0).get("name").textValue()).isEqualTo("unnamed");
  }

  @Test
  void saysThatAnOpenTraceIsNotDeliveredAndSendsItAtTheEnd() {
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    trace.span("s").startDetached().end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(false, 0, 0, 1));
    assertThat(stats().queued()).isEqualTo(1);
    raglan.close();
    assertThat(only(TRACE).get("name").textValue()).isEqualTo("s");
    assertThat(stats().exported()).isEqualTo(1);
    assertThat(stats().queued()).isZero();
  }

  @Test
  void countsEverySpanOnceWhenTheServiceHangsToTheEnd() {
    Fault[] always = new Fault[50];
    java.util.Arrays.fill(always, Fault.hang());
    server.failNext(always);
    ActiveTrace open = raglan.trace("open").startDetached();
    for (int i = 0; i < 5; i++) {
      open.span("s" + i).startDetached().end();
      raglan.trace("t" + i).startDetached().end();
    }
    raglan.close(Duration.ofMillis(300));
    DeliveryStats.Target stats = stats();
    assertThat(stats.exported()).isZero();
    assertThat(stats.queued()).isZero();
    assertThat(stats.dropped()).isEqualTo(stats.produced());
  }

  @Test
  void halvesATraceThatIsTooLarge() {
    server.maxBytes = 100_000;
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    for (int i = 0; i < 3_000; i++) {
      trace.span("s" + i).startDetached().end();
    }
    trace.end();
    FlushResult result = raglan.flush(WAIT);
    assertThat(result).isEqualTo(new FlushResult(true, 3_001, 0, 0));
    assertThat(server.refusals).allMatch(refusal -> refusal.endsWith("too large"));
    assertThat(server.bodies(TRACE).stream().mapToInt(body -> body.get("spans").size()).sum())
        .isEqualTo(3_000);
    assertThat(server.bodies(TRACE))
        .allSatisfy(body -> assertThat(body.get("name").textValue()).isEqualTo("Chat"));
  }

  @Test
  void sendsDeepTrees() {
    Deque<ActiveSpan> open = new ArrayDeque<>();
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    ActiveSpan span = trace.span("s0").startDetached();
    open.push(span);
    for (int i = 1; i < 500; i++) {
      span = span.span("s" + i).startDetached();
      open.push(span);
    }
    open.forEach(ActiveSpan::end);
    trace.end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 501, 0, 0));
    assertThat(only(TRACE).toString().split("\"span_type\"")).hasSize(501);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{not json", "[1,2", "null", "\ud83d cut", "\u0000\u001b", "{\"a\":NaN}", " "})
  void sendsAnyText(String hostile) {
    reopen(AthinaLog.BOTH);
    ActiveTrace trace = raglan.trace("t " + hostile).input(hostile).output(hostile).startDetached();
    ActiveGeneration generation = trace.generation("g").prompt(hostile).model("m").startDetached();
    generation
        .response(hostile)
        .field(Field.CONTEXT, hostile)
        .field(Field.FUNCTIONS, hostile)
        .field(Field.TOOLS, hostile)
        .field(Field.TOOL_CALLS, hostile)
        .field(Field.CUSTOM_ATTRIBUTES, hostile)
        .attribute("nan", Double.NaN)
        .attribute("long", "x".repeat(100_000))
        .cost(Double.POSITIVE_INFINITY)
        .end();
    trace.end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 2, 0, 0));
  }

  @Test
  void inheritsTheTraceContext() {
    TraceContext context = TraceContext.builder().sessionId("s-9").metadata("tier", "gold").build();
    raglan.trace("t").startDetached().end();
    try (var scope = context.makeCurrent()) {
      raglan.generation("g").model("m").startDetached().end();
    }
    flush();
    JsonNode generation = server.bodies(TRACE).get(1).at("/spans/0/attributes");
    assertThat(generation.get("session_id").textValue()).isEqualTo("s-9");
    assertThat(generation.at("/custom_attributes/tier").textValue()).isEqualTo("gold");
  }

  @Test
  void refusesWhatItCannotSendTo() {
    assertThatThrownBy(() -> Athina.builder().build()).hasMessageContaining("missing");
    assertThatThrownBy(() -> Athina.withKey(" ")).hasMessageContaining("blank");
    assertThatThrownBy(() -> Athina.withKey("a\nb"))
        .hasMessage("the API key of Athina must be printable ASCII without spaces");
    assertThatThrownBy(() -> Athina.builder().apiKey("k").baseUrl("localhost").build())
        .hasMessageContaining("must start with http");
    assertThatThrownBy(() -> Athina.builder().apiKey("k").baseUrl("http://log.acme.com").build())
        .hasMessageContaining("https://");
    assertThatThrownBy(() -> Athina.builder().apiKey("k").baseUrl("https://a.com/?q=1").build())
        .hasMessageContaining("query");
    assertThatThrownBy(() -> Athina.builder().timeout(Duration.ZERO)).hasMessageContaining("1 ms");
  }

  @Test
  void hidesItsKey() {
    Athina target = Athina.builder().apiKey(Secret.of("very-secret")).build();
    assertThat(target.toString() + target.open()).doesNotContain("very-secret");
    assertThat(target.name()).isEqualTo("athina");
  }
}
