package dev.raglan.internal.service.adaline;

import static dev.raglan.internal.service.adaline.AdalineServer.KEY;
import static dev.raglan.internal.service.adaline.AdalineServer.PROJECT;
import static dev.raglan.internal.service.adaline.AdalineServer.SPAN;
import static dev.raglan.internal.service.adaline.AdalineServer.TRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.Raglan;
import dev.raglan.export.Adaline;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.Secret;
import dev.raglan.internal.service.ServiceServer.Fault;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.SpanUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdalineExportTest {

  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PROMPT = "prompt_0123456789abcdef";
  private static final String DEPLOYMENT = "deploy_0123456789abcdef";

  private final AdalineServer server = new AdalineServer();
  private Raglan raglan = open(Duration.ofSeconds(10));

  private Raglan open(Duration timeout) {
    Adaline target =
        Adaline.builder()
            .apiKey(Secret.of(KEY))
            .projectId(PROJECT)
            .baseUrl(server.url() + "/v2")
            .timeout(timeout)
            .build();
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

  @AfterEach
  void stop() {
    raglan.close();
    server.close();
  }

  private void deliver(int spans) {
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(true, spans, 0, 0));
    assertThat(server.refusals).isEmpty();
  }

  private DeliveryStats.Target stats() {
    DeliveryStats.Target stats = raglan.delivery().targets().get(0);
    assertThat(stats.produced()).isEqualTo(stats.exported() + stats.dropped() + stats.queued());
    return stats;
  }

  private static JsonNode json(String text) throws Exception {
    return MAPPER.readTree(text.replace('\'', '"'));
  }

  @Test
  void sendsATraceWithItsSpansInOneRequest() throws Exception {
    Instant start = Instant.parse("2026-01-01T12:00:00Z");
    ActiveTrace trace =
        raglan
            .trace("User Login")
            .startTime(start)
            .sessionId("session-abc-123")
            .tags("auth", "production")
            .attribute("user_id", "user-456")
            .attribute("n", 7)
            .attribute("flag", true)
            .referenceId("trace-ref")
            .startDetached();
    ActiveSpan span =
        trace
            .span("Process Data")
            .startTime(start.plusMillis(10))
            .referenceId("span-ref")
            .promptId(PROMPT)
            .deploymentId(DEPLOYMENT)
            .runEvaluation(true)
            .tags("data")
            .attribute("rows", 3)
            .input(Map.of("a", 1))
            .startDetached();
    ActiveSpan inner =
        span.span("inner").startTime(start.plusMillis(11)).referenceId("in").startDetached();
    inner.status(Status.CANCELED).end(start.plusMillis(12));
    span.output("text").status(Status.SUCCESS).end(start.plusMillis(20));
    assertThat(trace.serverId("adaline")).isNull();
    trace.end(start.plusMillis(100));
    deliver(3);

    assertThat(server.requests).containsExactly("POST " + TRACE);
    JsonNode body = server.bodies(TRACE).get(0);
    assertThat(body.get("projectId").textValue()).isEqualTo(PROJECT);
    assertThat(body.get("trace"))
        .isEqualTo(
            json(
                "{'name':'User Login','status':'unknown','startedAt':1767268800000,"
                    + "'endedAt':1767268800100,'referenceId':'trace-ref',"
                    + "'sessionId':'session-abc-123','attributes':{'user_id':'user-456','n':7,"
                    + "'flag':true},'tags':['auth','production']}"));
    assertThat(body.at("/spans/0"))
        .isEqualTo(
            json(
                "{'referenceId':'span-ref','name':'Process Data','status':'success',"
                    + "'startedAt':1767268800010,'endedAt':1767268800020,"
                    + "'sessionId':'session-abc-123','promptId':'"
                    + PROMPT
                    + "','deploymentId':'"
                    + DEPLOYMENT
                    + "','runEvaluation':true,'content':{'type':'Other','input':'{\\'a\\':1}',"
                    + "'output':'\\'text\\''},'attributes':{'rows':3},'tags':['data']}"));
    assertThat(body.at("/spans/1/parentReferenceId").textValue()).isEqualTo("span-ref");
    assertThat(body.at("/spans/1/status").textValue()).isEqualTo("cancelled");
    assertThat(body.at("/spans/1/content"))
        .isEqualTo(json("{'type':'Other','input':'{}','output':'{}'}"));
    assertThat(body.get("spans")).hasSize(2);
  }

  @Test
  void readsTheIdsOfTheServerBack() {
    ActiveTrace trace = raglan.trace("t").referenceId("t-1").startDetached();
    ActiveSpan span = trace.span("s").referenceId("s-1").startDetached();
    span.end();
    trace.end();
    String traceId = trace.traceId();
    deliver(2);
    assertThat(trace.serverId("adaline")).isEqualTo(AdalineServer.id("trace", "t-1"));
    assertThat(span.serverId("adaline")).isEqualTo(AdalineServer.id("span", "s-1"));
    assertThat(span.serverId("spans-api")).isNull();
    assertThat(trace.traceId()).isEqualTo(traceId);

    ActiveSpan late = raglan.span("late").parent(span.context()).referenceId("s-2").startDetached();
    late.end();
    deliver(1);
    assertThat(late.serverId("adaline")).isEqualTo(AdalineServer.id("span", "s-2"));
    assertThat(server.spans.get("s-2").get("traceReferenceId").textValue()).isEqualTo("t-1");
    assertThat(server.spans.get("s-2").get("parentReferenceId").textValue()).isEqualTo("s-1");
    assertThat(server.requests).containsExactly("POST " + TRACE, "POST " + SPAN);
  }

  @Test
  void sendsTheContentOfAModel() throws Exception {
    ActiveTrace trace = raglan.trace("t").startDetached();
    trace
        .generation("OpenAI Completion")
        .provider("openai")
        .model("gpt-4o")
        .prompt(
            List.of(
                new TreeMap<>(Map.of("role", "system", "content", "be kind")),
                new TreeMap<>(Map.of("role", "user", "content", "hi"))))
        .referenceId("g")
        .startDetached()
        .response("hello")
        .cost(0.5)
        .promptTokens(2L)
        .end();
    trace.generation("bare").referenceId("bare").startDetached().end();
    trace.end();
    deliver(3);
    assertThat(server.spans.get("g").get("content"))
        .isEqualTo(
            json(
                "{'type':'Model','provider':'openai','model':'gpt-4o','input':'[{\\'content\\':"
                    + "\\'be kind\\',\\'role\\':\\'system\\'},{\\'content\\':\\'hi\\',"
                    + "\\'role\\':\\'user\\'}]','output':'\\'hello\\'','cost':0.5}"));
    assertThat(server.spans.get("g").at("/attributes/prompt_tokens").asInt()).isEqualTo(2);
    assertThat(server.spans.get("bare").get("content"))
        .isEqualTo(
            json(
                "{'type':'Model','provider':'unknown','model':'unknown','input':'{}',"
                    + "'output':'{}'}"));
  }

  @Test
  void sendsAStreamedAnswerAsAStream() {
    raglan
        .generation("g")
        .referenceId("g")
        .model("m")
        .follow(java.util.stream.Stream.of("a", "b"))
        .forEach(each -> {});
    deliver(1);
    JsonNode content = server.spans.values().iterator().next().get("content");
    assertThat(content.get("type").textValue()).isEqualTo("ModelStream");
    assertThat(content.get("aggregateOutput")).isEqualTo(content.get("output"));
    assertThat(content.get("output").textValue()).contains("a").contains("b");
  }

  @ParameterizedTest
  @CsvSource({
    "SPAN, Other",
    "CHAIN, Other",
    "AGENT, Other",
    "TOOL, Tool",
    "RETRIEVER, Retrieval",
    "RERANKER, Retrieval",
    "EMBEDDING, Embeddings",
    "GUARDRAIL, Guardrail",
    "EVALUATOR, Other",
    "PROMPT, Other",
    "CUSTOM, Other"
  })
  void choosesTheVariantOfTheType(SpanType type, String variant) {
    ActiveTrace trace = raglan.trace("t").startDetached();
    trace.span("s").type(type).referenceId("s").startDetached().end();
    trace.end();
    deliver(2);
    assertThat(server.spans.get("s").at("/content/type").textValue()).isEqualTo(variant);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, success, success",
    "FAILURE, failure, failure",
    "ABORTED, aborted, aborted",
    "CANCELED, cancelled, cancelled",
    "UNKNOWN, unknown, unknown",
    "PENDING, pending, unknown"
  })
  void sendsTheStatusInItsWords(Status status, String ofTrace, String ofSpan) {
    ActiveTrace trace = raglan.trace("t").referenceId("t").startDetached();
    trace.span("s").referenceId("s").startDetached().end(status);
    trace.end(status);
    deliver(2);
    assertThat(server.traces.get("t").get("status").textValue()).isEqualTo(ofTrace);
    assertThat(server.spans.get("s").get("status").textValue()).isEqualTo(ofSpan);
  }

  @Test
  void putsATopmostSpanWithContentBelowItsTrace() {
    ActiveTrace trace = raglan.trace("t").input("q").referenceId("t").startDetached();
    trace.span("s").referenceId("s").startDetached().end();
    trace.output("a").end();
    deliver(2);
    JsonNode top = server.bodies(TRACE).get(0).at("/spans/0");
    assertThat(top.at("/content/input").textValue()).isEqualTo("\"q\"");
    assertThat(top.get("referenceId").textValue()).isNotEqualTo("t");
    assertThat(server.spans.get("s").get("parentReferenceId")).isEqualTo(top.get("referenceId"));
    assertThat(trace.serverId("adaline")).isEqualTo(AdalineServer.id("trace", "t"));
  }

  @Test
  void endsAMillisecondAfterTheStartAtLeast() {
    Instant start = Instant.parse("2026-01-01T12:00:00Z");
    ActiveTrace trace = raglan.trace("t").referenceId("t").startTime(start).startDetached();
    trace.span("s").referenceId("s").startTime(start).startDetached().end(start);
    trace
        .span("before")
        .referenceId("before")
        .startTime(start.minusMillis(20))
        .startDetached()
        .end(start.minusMillis(10));
    trace.end(start.plusNanos(10));
    deliver(3);
    assertThat(server.traces.get("t").get("endedAt").longValue())
        .isEqualTo(start.toEpochMilli() + 1);
    assertThat(server.spans.get("s").get("endedAt").longValue())
        .isEqualTo(start.toEpochMilli() + 1);
  }

  @Test
  void keepsIdsWithinTheirLimits() {
    String id = "x".repeat(500);
    ActiveTrace trace = raglan.trace("t").referenceId(id).startDetached();
    trace.span("a").referenceId(id + "a").promptId("short").startDetached().end();
    trace.span("b").referenceId(id + "b").deploymentId("d".repeat(81)).startDetached().end();
    trace.end();
    deliver(3);
    raglan.updateReference(id, SpanUpdate.create().status(Status.ABORTED));
    deliver(1);
    assertThat(server.spans).hasSize(2).allSatisfy((k, v) -> assertThat(k).hasSize(128));
    JsonNode stored = server.traces.values().iterator().next();
    assertThat(stored.get("status").textValue()).isEqualTo("aborted");
    assertThat(stored.at("/attributes/reference_id").textValue()).isEqualTo(id);
    assertThat(server.spans.values())
        .extracting(each -> each.at("/attributes/prompt_id").asText())
        .containsExactlyInAnyOrder("short", "");
  }

  @Test
  void namesSpansItselfWhereTheApplicationUsesAnIdTwice() {
    ActiveTrace trace = raglan.trace("t").referenceId("same").startDetached();
    trace.span("a").referenceId("same").startDetached().end();
    trace.span("b").referenceId("same").startDetached().end();
    trace.end();
    deliver(3);
    assertThat(server.traces).containsOnlyKeys("same");
    assertThat(server.spans).hasSize(2);

    ActiveTrace other = raglan.trace("other").referenceId("same").startDetached();
    other.span("late").startDetached().end();
    other.end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(true, 2, 0, 0));
    assertThat(server.traces).hasSize(2);
    other.update(SpanUpdate.create().status(Status.FAILURE));
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.traces.get("same").get("status").textValue()).isEqualTo("unknown");
    assertThat(server.traces.get(other.traceId() + "-" + other.spanId() + "-trace").get("status"))
        .hasToString("\"failure\"");
  }

  @Test
  void changesATraceInPortionsOfTen() {
    ActiveTrace trace = raglan.trace("t").referenceId("t").tags("a").startDetached();
    trace.end();
    deliver(1);
    SpanUpdate update = SpanUpdate.create().status(Status.SUCCESS);
    for (int i = 0; i < 25; i++) {
      update = update.attribute("k" + i, i % 2 == 0 ? i : List.of(i));
    }
    String[] tags = new String[12];
    Arrays.setAll(tags, i -> "tag" + i);
    server.failNext(Fault.status(200), Fault.status(503, "Retry-After", "0"));
    server.failNext(Fault.cut());
    trace.update(update.tags(tags));
    deliver(1);
    assertThat(server.requests).hasSize(1 + 3 + 2);
    JsonNode stored = server.traces.get("t");
    assertThat(stored.get("status").textValue()).isEqualTo("unknown");
    assertThat(stored.get("attributes")).hasSize(15);
    assertThat(stored.at("/attributes/k11").textValue()).isEqualTo("[11]");
    assertThat(stored.get("tags")).hasSize(1 + 2);
  }

  @Test
  void putsChangesOfNamesAndSpansIntoTheAttributesOfTheTrace() throws Exception {
    ActiveTrace trace = raglan.trace("t").referenceId("t").tags("a").startDetached();
    ActiveSpan span = trace.span("s").referenceId("s").startDetached();
    span.end();
    trace.end();
    deliver(2);
    trace.update(SpanUpdate.create().name("Renamed").status("half done"));
    span.update(SpanUpdate.create().name("Other").status(Status.SUCCESS).tags("x", "y"));
    raglan.updateReference("s", SpanUpdate.create().attribute("checked", true));
    deliver(3);
    JsonNode stored = server.traces.get("t");
    assertThat(stored.get("name").textValue()).isEqualTo("t");
    assertThat(stored.get("status").textValue()).isEqualTo("unknown");
    assertThat(stored.get("tags")).isEqualTo(json("['a']"));
    assertThat(stored.get("attributes"))
        .isEqualTo(
            json(
                "{'name':'Renamed','status':'half done','name_on_s':'Other',"
                    + "'status_on_s':'success','tags_on_s':'[\\'x\\',\\'y\\']',"
                    + "'checked_on_s':true}"));
    assertThat(stats().dropped()).isZero();
  }

  @Test
  void putsContentThatIsSaidAfterTheEndIntoTheAttributesOfTheTrace() throws Exception {
    ActiveTrace trace = raglan.trace("t").referenceId("t").startDetached();
    ActiveSpan span = trace.span("s").referenceId("s").startDetached();
    span.end();
    trace.end();
    deliver(2);
    trace.update(SpanUpdate.create().output("Sun."));
    span.update(SpanUpdate.create().input("Rain?"));
    deliver(2);

    assertThat(server.traces.get("t").get("attributes"))
        .isEqualTo(json("{'output':'Sun.','input_on_s':'Rain?'}"));
  }

  @Test
  void sendsTheVariablesOfThePromptThatASpanComposed() throws Exception {
    ActiveTrace trace = raglan.trace("t").startDetached();
    ActiveSpan prompt = trace.span("compose").type(SpanType.PROMPT).startDetached();
    prompt.input(Map.of("name", "Ada", "documents", List.of("A \"coat\".")));
    prompt.output("Hello Ada, read: A \"coat\".").end();
    trace.span("other").type(SpanType.PROMPT).startDetached().output("Unasked").end();
    trace
        .generation("g")
        .referenceId("g")
        .systemPrompt("be kind")
        .prompt("Hello Ada, read: A \"coat\".")
        .startDetached()
        .end();
    trace.generation("none").referenceId("none").prompt("Unrelated").startDetached().end();
    trace
        .generation("said")
        .referenceId("said")
        .attribute("llm.prompt_template.variables", "{\"n\": 1}")
        .startDetached()
        .end();
    trace.end();
    deliver(6);
    assertThat(server.spans.get("g").at("/content/variables"))
        .isEqualTo(
            json(
                "{'name':{'modality':'text','value':'Ada'},'documents':{'modality':'text',"
                    + "'value':'[\\'A \\\\\\'coat\\\\\\'.\\']'}}"));
    assertThat(server.spans.get("none").at("/content").has("variables")).isFalse();
    assertThat(server.spans.get("said").at("/content/variables"))
        .isEqualTo(json("{'n':{'modality':'text','value':'1'}}"));
  }

  @Test
  void sendsRequestAndResponseOfAProviderAsTheyWerePassed() throws Exception {
    String request = "{'system':'be kind','messages':[{'role':'user','content':'hi'}]}";
    String response =
        "{'id':'m','type':'message','content':[{'type':'text','text':'hello'}],"
            + "'usage':{'input_tokens':1,'output_tokens':2}}";
    raglan
        .generation("g")
        .referenceId("g")
        .prompt(json(request))
        .startDetached()
        .response(json(response))
        .end();
    deliver(1);
    JsonNode content = server.spans.values().iterator().next().get("content");
    assertThat(json(content.get("input").textValue())).isEqualTo(json(request));
    assertThat(json(content.get("output").textValue())).isEqualTo(json(response));
  }

  @Test
  void putsFeedbackIntoTheAttributesOfTheTrace() throws Exception {
    ActiveTrace trace = raglan.trace("t").referenceId("t").startDetached();
    ActiveSpan span = trace.span("s").referenceId("s").startDetached();
    span.end();
    raglan.feedback().forSpan(trace.openTelemetrySpan()).text("early");
    trace.end();
    raglan.feedback().forTrace(trace.traceId()).log(Feedback.binary(true).withComment("good"));
    raglan.feedback().forReference("s").log(Feedback.numeric(0.5).from(FeedbackSource.GRADER));
    assertThat(raglan.flush(WAIT).complete()).isTrue();
    assertThat(server.refusals).isEmpty();
    assertThat(server.traces.get("t").get("attributes"))
        .isEqualTo(
            json(
                "{'feedback_user':1.0,'feedback_user_comment':'good','feedback_%s_on_s':0.5}"
                    .formatted(FeedbackSource.GRADER.id())));
  }

  @Test
  void countsWhatItHasNoPlaceFor() {
    raglan.feedback().binary(true);
    raglan.feedback().forTrace("0af7651916cd43dd8448eb211c80319c").binary(true);
    raglan.updateReference("unknown", SpanUpdate.create().status(Status.SUCCESS));
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(true, 0, 0, 0));
    assertThat(stats().dropped(DropReason.NOT_TAKEN)).isEqualTo(3);
    assertThat(server.requests).isEmpty();
  }

  @Test
  void sendsTheRestOfALargeTraceSpanBySpan() {
    server.maxBytes = 60_000;
    ActiveTrace trace = raglan.trace("t").referenceId("t").startDetached();
    ActiveSpan parent = trace.span("parent").startDetached();
    for (int i = 0; i < 40; i++) {
      parent.span("s" + i).input("x".repeat(4_000)).startDetached().end();
    }
    parent.end();
    trace.end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(true, 42, 0, 0));
    assertThat(server.refusals).allMatch(refusal -> refusal.endsWith("too large"));
    assertThat(server.spans).hasSize(41);
    assertThat(server.traces).hasSize(1);
    assertThat(server.bodies(SPAN)).isNotEmpty();
    assertThat(server.bodies(TRACE).get(0).get("spans")).isNotEmpty();
  }

  @Test
  void keepsContentWithinAMegabyte() {
    String quotes = "\"\u0001\u00e4".repeat(300_000);
    ActiveTrace trace = raglan.trace("t").startDetached();
    ActiveGeneration generation = trace.generation("g").model("m").startDetached();
    generation.prompt(quotes).response(quotes).end();
    trace.span("s").input(quotes).startDetached().output(quotes).end();
    trace.end();
    deliver(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 409, 422})
  void countsADuplicateAfterALostAnswerAsDelivered(int status) {
    server.duplicateStatus = status;
    server.failNext(Fault.cutAfterStoring());
    ActiveTrace trace = raglan.trace("t").referenceId("t").startDetached();
    trace.span("s").startDetached().end();
    trace.end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(true, 2, 0, 0));
    assertThat(server.traces).containsOnlyKeys("t");
    assertThat(server.refusals).containsExactly(TRACE + ": referenceId already exists");
    assertThat(trace.serverId("adaline")).isNull();

    server.failNext(Fault.cutAfterStoring());
    raglan.span("late").parent(trace.context()).startDetached().end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.spans).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void repeatsWhatMaySucceedLater(int status) {
    server.failNext(Fault.status(status, "Retry-After", "0"), Fault.cut(), Fault.status(status));
    raglan.trace("t").startDetached().end();
    deliver(1);
    assertThat(server.bodies(TRACE)).hasSize(1);
    assertThat(server.requests).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 422})
  void doesNotRepeatWhatIsRefused(int status) {
    server.failNext(Fault.status(status, "Location", server.url() + "/elsewhere"));
    ActiveTrace trace = raglan.trace("t").startDetached();
    trace.span("s").startDetached().end();
    trace.end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(false, 0, 2, 0));
    assertThat(stats().dropped(DropReason.REJECTED)).isEqualTo(2);
    assertThat(server.requests).hasSize(1);
    assertThat(trace.serverId("adaline")).isNull();
  }

  @Test
  void repeatsWhatIsNotAnsweredInTime() {
    raglan.close();
    raglan = open(Duration.ofMillis(300));
    server.failNext(Fault.hang());
    raglan.trace("t").startDetached().end();
    deliver(1);
  }

  @Test
  void countsEverySpanOnceWhenTheServiceHangsToTheEnd() {
    Fault[] always = new Fault[50];
    Arrays.fill(always, Fault.hang());
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
  void sendsATraceThatHasNotEndedAsItIs() {
    ActiveTrace trace = raglan.trace("open").startDetached();
    ActiveSpan span = trace.span("s").startDetached();
    span.span("inner").startDetached().end();
    span.end();
    trace.span("t").startDetached().end();
    raglan.close();
    assertThat(server.refusals).isEmpty();
    assertThat(server.traces).containsOnlyKeys(trace.traceId());
    assertThat(server.spans).hasSize(3);
    assertThat(stats().exported()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{not json", "[1,2", "null", "\ud83d cut", "\u0000\u001b", "{\"a\":NaN}", " "})
  void sendsAnyText(String hostile) {
    ActiveTrace trace = raglan.trace("t " + hostile).input(hostile).output(hostile).startDetached();
    trace.sessionId(hostile).attribute("nan", Double.NaN).attribute("h", hostile);
    trace.generation("g").prompt(hostile).model(hostile).startDetached().response(hostile).end();
    trace.end();
    deliver(2);
  }

  @Test
  void namesWhatIsMissingAndNeverTheKey() {
    assertThatThrownBy(() -> Adaline.builder().projectId("p").build())
        .hasMessage("the API key of Adaline is missing");
    assertThatThrownBy(() -> Adaline.builder().apiKey("hunter2").build())
        .hasMessage("the project id of Adaline is missing");
    assertThatThrownBy(() -> Adaline.builder().projectId(" "))
        .hasMessage("the project id of Adaline is blank");
    assertThatThrownBy(
            () ->
                Adaline.builder()
                    .apiKey("hunter2")
                    .projectId("p")
                    .baseUrl("http://example.com")
                    .build())
        .hasMessageContaining("https://")
        .hasMessageNotContaining("hunter2");
    assertThat(Adaline.of("hunter2", "p"))
        .asString()
        .startsWith("Adaline{projectId=p}{base-url=https://api.adaline.ai/v2")
        .doesNotContain("hunter2");
  }
}
