package dev.raglan.internal.service.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import dev.raglan.client.SpansClient;
import dev.raglan.client.StoredSpan;
import dev.raglan.client.StoredStatus;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.Secret;
import dev.raglan.export.SpansApi;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.internal.service.spansapi.SpansApiServer.Fault;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.model.ScaleSpanType;
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
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleExportTest {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SpansApiServer server = SpansApiServer.start();
  private Raglan raglan = open(Duration.ofSeconds(10));

  private Raglan open(Duration timeout) {
    return Raglan.builder()
        .serviceName("test")
        .exportTo(
            SpansApi.builder()
                .apiKey(Secret.of(SpansApiServer.KEY))
                .accountId(SpansApiServer.ACCOUNT)
                .baseUrl(server.url())
                .timeout(timeout)
                .build())
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
  }

  private DeliveryStats.Target stats() {
    DeliveryStats.Target stats = raglan.delivery().targets().get(0);
    assertThat(stats.produced()).isEqualTo(stats.exported() + stats.dropped() + stats.queued());
    return stats;
  }

  private ObjectNode stored(String name) {
    return server.spans().values().stream()
        .filter(span -> span.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode json(String text) throws Exception {
    return MAPPER.readTree(text.replace('\'', '"'));
  }

  private static void assertSame(JsonNode actual, String expected) throws Exception {
    assertThat(MAPPER.readTree(actual.toString())).isEqualTo(json(expected));
  }

  @Test
  void sendsEveryFieldOfASpan() throws Exception {
    Instant start = Instant.parse("2026-01-01T12:00:00.000000001Z");
    ActiveTrace trace =
        raglan
            .trace("Chat Request")
            .startTime(start)
            .sessionId("s-1")
            .customerId("acme")
            .environment("staging")
            .field(Field.APPLICATION_VARIANT_ID, "var-1")
            .field(Field.APPLICATION_INTERACTION_ID, "int-1")
            .referenceId("call-7")
            .input("hi")
            .tags("chat")
            .attribute("tier", "gold")
            .attribute("n", 7)
            .status(Status.SUCCESS)
            .startDetached();
    ActiveSpan search =
        trace
            .span("search")
            .type(SpanType.RETRIEVER)
            .input(Map.of("query", "hi"))
            .startTime(start)
            .startDetached();
    search.output(List.of("a")).status(Status.FAILURE).end(start);
    trace.output("done").end(start.plusMillis(100));
    deliver(2);

    ObjectNode root = stored("Chat Request");
    ObjectNode child = stored("search");
    assertThat(root.path("id").asText()).isEqualTo(trace.serverId("spans-api"));
    assertThat(child.path("id").asText()).isEqualTo(search.serverId("spans-api"));
    assertThat(child.path("parent_id")).isEqualTo(root.path("id"));
    assertThat(root.path("parent_id").isNull()).isTrue();
    assertThat(root.path("trace_id").asText()).isEqualTo(trace.traceId());
    assertThat(root.path("start_timestamp").asText()).isEqualTo("2026-01-01T12:00:00.000000001Z");
    assertThat(root.path("end_timestamp").asText()).isEqualTo("2026-01-01T12:00:00.100000001Z");
    assertThat(root.path("group_id").asText()).isEqualTo("s-1");
    assertThat(child.path("group_id").asText()).isEqualTo("s-1");
    assertThat(root.path("application_variant_id").asText()).isEqualTo("var-1");
    assertThat(root.path("application_interaction_id").asText()).isEqualTo("int-1");
    assertThat(root.path("status").asText()).isEqualTo("SUCCESS");
    assertThat(child.path("status").asText()).isEqualTo("ERROR");
    assertThat(root.path("type").asText()).isEqualTo("STANDALONE");
    assertThat(child.path("type").asText()).isEqualTo("KB_RETRIEVAL");
    assertSame(root.path("input"), "{'input':'hi'}");
    assertSame(root.path("output"), "{'output':'done'}");
    assertSame(child.path("input"), "{'query':'hi'}");
    assertSame(child.path("output"), "{'output':['a']}");
    assertThat(root.path("account_id").asText()).isEqualTo(SpansApiServer.ACCOUNT);
    ObjectNode metadata = (ObjectNode) root.path("metadata");
    assertSame(
        metadata,
        ("{'tier':'gold','n':7,'tags':['chat'],'environment':'staging','session_id':'s-1',"
                + "'customer_id':'acme','reference_id':'call-7','span_id':'%s'}")
            .formatted(trace.spanId()));
    assertThat(server.last().method() + server.last().path()).isEqualTo("PUT/v5/spans/batch");
  }

  @Test
  void sendsAGenerationWithItsMessagesAndItsUsage() throws Exception {
    ActiveGeneration generation = raglan.generation("answer").model("gpt-4o").startDetached();
    generation
        .provider("openai")
        .prompt(
            List.of(
                Map.of("role", "system", "content", "be kind"),
                Map.of("role", "user", "content", "hi")))
        .response("hello")
        .promptTokens(3L)
        .completionTokens(4L)
        .cost(0.5)
        .field(Field.GROUP_ID, "g-1")
        .end();
    deliver(1);

    ObjectNode span = stored("answer");
    assertThat(span.path("type").asText()).isEqualTo("COMPLETION");
    assertThat(span.path("group_id").asText()).isEqualTo("g-1");
    assertThat(span.at("/input/input/1/content").asText()).isEqualTo("hi");
    assertSame(span.path("output"), "{'output':'hello'}");
    assertThat(span.at("/metadata/model").asText()).isEqualTo("gpt-4o");
    assertThat(span.at("/metadata/total_tokens").asInt()).isEqualTo(7);
    assertThat(span.at("/metadata/cost").asDouble()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @EnumSource(ScaleSpanType.class)
  void sendsScalesTypesAsTheyAre(ScaleSpanType type) {
    raglan.span("s").type(type.name()).startDetached().end();
    deliver(1);
    assertThat(stored("s").path("type").asText()).isEqualTo(type.name());
  }

  @ParameterizedTest
  @EnumSource(SpanType.class)
  void findsTheTypeThatMeansTheSameAgain(SpanType type) {
    ScaleSpanType written = ScaleSpan.type(type.id());
    SpanType back = type == SpanType.EMBEDDING ? SpanType.CUSTOM : type;
    assertThat(written.spanType()).isEqualTo(back);
    assertThat(ScaleSpan.type("my-own")).isEqualTo(ScaleSpanType.CUSTOM);
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, SUCCESS, SUCCESS",
    "FAILURE, ERROR, FAILURE",
    "ABORTED, CANCELED, CANCELED",
    "CANCELED, CANCELED, CANCELED"
  })
  void sendsTheStatusAndReadsItBack(Status status, String word, Status back) {
    raglan.span("s").startDetached().end(status);
    deliver(1);
    assertThat(stored("s").path("status").asText()).isEqualTo(word);
    assertThat(StoredStatus.of(word).known()).contains(back);
    assertThat(StoredStatus.of("LATER").known()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"PENDING", "UNKNOWN"})
  void leavesOutAStatusThatHasNotComeOut(Status status) {
    raglan.span("s").startDetached().end(status);
    deliver(1);
    assertThat(stored("s").path("status").isNull()).isTrue();
  }

  @Test
  void isReadBackByTheClient() {
    ActiveTrace trace = raglan.trace("Chat").input("hi").status(Status.SUCCESS).startDetached();
    assertThat(trace.serverId("spans-api")).isNull();
    trace.end();
    deliver(1);
    try (SpansClient client =
        Raglan.spansClient()
            .baseUrl(server.url())
            .apiKey(SpansApiServer.KEY)
            .accountId(SpansApiServer.ACCOUNT)
            .build()) {
      StoredSpan span = client.retrieve(String.valueOf(trace.serverId("spans-api")));
      assertThat(span.traceId()).isEqualTo(trace.traceId());
      assertThat(span.input()).isEqualTo(Map.of("input", "hi"));
      assertThat(span.status()).isEqualTo(StoredStatus.SUCCESS);
    }
  }

  @Test
  void sendsAThousandSpansARequestAtMost() {
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    for (int i = 0; i < 2_300; i++) {
      trace.span("s" + i).startDetached().end();
    }
    trace.end();
    deliver(2_301);
    assertThat(server.received())
        .extracting(each -> each.body().path("items").size())
        .containsExactly(1000, 1000, 301);
    assertThat(server.spans()).hasSize(2_301);
  }

  @Test
  void sendsNoRequestAbove32Megabytes() {
    String text = "\u20ac".repeat(16_000);
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    for (int i = 0; i < 350; i++) {
      trace.span("s" + i).input(text).startDetached().output(text).end();
    }
    trace.end();
    deliver(351);
    assertThat(server.received())
        .hasSizeGreaterThan(1)
        .allSatisfy(each -> assertThat(each.bytes()).isLessThanOrEqualTo(32_000_000));
    assertThat(server.spans()).hasSize(351);
  }

  @Test
  void halvesWhatIsTooLargeForTheServer() {
    server.failing(SpansApiServer.status(413, "too large"));
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    for (int i = 0; i < 9; i++) {
      trace.span("s" + i).input("x".repeat(4_000)).startDetached().end();
    }
    trace.end();
    deliver(10);
    assertThat(server.received())
        .extracting(each -> each.body().path("items").size())
        .containsExactly(10, 5, 5);
  }

  @Test
  void sendsLateSpansBelowTheirParents() {
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    trace.end();
    deliver(1);
    raglan.span("late").parent(trace.context()).startDetached().end();
    deliver(1);
    assertThat(stored("late").path("parent_id").asText()).isEqualTo(trace.serverId("spans-api"));
    assertThat(server.last().body().path("items")).hasSize(1);
  }

  @Test
  void changesWhatWasDelivered() throws Exception {
    ActiveTrace trace = raglan.trace("Chat").attribute("tier", "gold").tags("chat").startDetached();
    ActiveSpan span = trace.span("s").referenceId("ref-1").startDetached();
    span.end();
    trace.end();
    deliver(2);
    trace.update(
        SpanUpdate.create()
            .name("Chat, reviewed")
            .status(Status.FAILURE)
            .tags("reviewed", "chat")
            .attribute("tier", "silver"));
    span.update(SpanUpdate.create().status(Status.CANCELED));
    deliver(2);
    raglan.updateReference("ref-1", SpanUpdate.create().attribute("a", Map.of("b", 1)));
    raglan.updateTrace(trace.traceId(), SpanUpdate.create().status("my-own"));
    deliver(2);

    ObjectNode root = stored("Chat, reviewed");
    assertThat(root.path("status").asText()).isEqualTo("ERROR");
    assertThat(root.at("/metadata/tier").asText()).isEqualTo("silver");
    assertThat(root.at("/metadata/status").asText()).isEqualTo("my-own");
    assertSame(root.at("/metadata/tags"), "['chat','reviewed']");
    assertThat(stored("s").path("status").asText()).isEqualTo("CANCELED");
    assertThat(stored("s").at("/metadata/a/b").asInt()).isEqualTo(1);
  }

  @Test
  void changesTheContentOfWhatWasDelivered() throws Exception {
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    ActiveGeneration generation = trace.generation("g").referenceId("ref-1").startDetached();
    generation.end();
    trace.end();
    deliver(2);
    trace.update(SpanUpdate.create().input("Rain?").output(Map.of("answer", "Sun.")));
    generation.update(
        SpanUpdate.create()
            .field(Field.PROMPT, "Rain?")
            .field(Field.RESPONSE, "Sun.")
            .field(Field.COST, 0.5));
    deliver(2);

    assertThat(stored("Chat").at("/metadata/input").asText()).isEqualTo("Rain?");
    assertSame(stored("Chat").path("output"), "{'answer':'Sun.'}");
    assertThat(stored("g").at("/metadata/prompt").asText()).isEqualTo("Rain?");
    assertSame(stored("g").path("output"), "{'output':'Sun.'}");
    assertThat(stored("g").at("/metadata/cost").asDouble()).isEqualTo(0.5);
  }

  @Test
  void sendsTheWholeSpanAgainWhereItCannotBeChangedInPart() throws Exception {
    ActiveTrace trace =
        raglan.trace("Chat").sessionId("s").attribute("tier", "gold").startDetached();
    trace.input("hi").end();
    deliver(1);
    server.failing(SpansApiServer.status(501, "upsert only"));
    trace.update(SpanUpdate.create().name("Renamed").status(Status.FAILURE));
    deliver(1);
    ObjectNode root = stored("Renamed");
    assertThat(root.path("status").asText()).isEqualTo("ERROR");
    assertThat(root.path("group_id").asText()).isEqualTo("s");
    assertThat(root.at("/input/input").asText()).isEqualTo("hi");
    assertThat(root.at("/metadata/tier").asText()).isEqualTo("gold");
    assertThat(server.spans()).hasSize(1);
  }

  @Test
  void putsFeedbackIntoTheMetadata() throws Exception {
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    ActiveSpan span = trace.span("s").referenceId("ref-1").startDetached();
    raglan.feedback().forSpan(span.openTelemetrySpan()).binary(true);
    span.end();
    trace.end();
    raglan.feedback().forTrace(trace.traceId()).log(Feedback.binary(false).withComment("long"));
    raglan.feedback().forReference("ref-1").log(Feedback.numeric(0.25).from(FeedbackSource.GRADER));
    assertThat(raglan.flush(WAIT).complete()).isTrue();

    assertSame(
        stored("Chat").at("/metadata/feedback_user"),
        "{'kind':'binary','value':0.0,'comment':'long'}");
    assertSame(stored("s").at("/metadata/feedback_user"), "{'kind':'binary','value':1.0}");
    assertSame(
        stored("s").at("/metadata/feedback_" + FeedbackSource.GRADER.id()),
        "{'kind':'numeric','value':0.25}");
  }

  @Test
  void countsWhatItHasNoPlaceFor() {
    raglan.feedback().binary(true);
    raglan.feedback().forTrace("0af7651916cd43dd8448eb211c80319c").binary(true);
    raglan.updateReference("unknown", SpanUpdate.create().status(Status.SUCCESS));
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(true, 0, 0, 0));
    assertThat(stats().dropped(DropReason.NOT_TAKEN)).isEqualTo(3);
    assertThat(server.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void repeatsWhatMaySucceedLater(int status) {
    server.failing(
        SpansApiServer.status(status, "", "Retry-After", "0"),
        SpansApiServer.cut(),
        SpansApiServer.lostAnswer());
    raglan.trace("Chat").startDetached().end();
    deliver(1);
    assertThat(server.received()).hasSize(4);
    assertThat(server.spans()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 409, 422})
  void doesNotRepeatWhatIsRefused(int status) {
    server.failing(SpansApiServer.status(status, "no"));
    ActiveTrace trace = raglan.trace("Chat").startDetached();
    trace.span("s").startDetached().end();
    trace.end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(false, 0, 2, 0));
    assertThat(stats().dropped(DropReason.REJECTED)).isEqualTo(2);
    assertThat(server.received()).hasSize(1);
    assertThat(trace.serverId("spans-api")).isNull();
  }

  @Test
  void countsEverySpanOnceWhenTheServiceHangsToTheEnd() {
    CountDownLatch never = new CountDownLatch(1);
    Fault[] always = new Fault[50];
    Arrays.fill(always, server.held(never));
    server.failing(always);
    for (int i = 0; i < 5; i++) {
      raglan.trace("t" + i).startDetached().end();
    }
    raglan.close(Duration.ofMillis(300));
    DeliveryStats.Target stats = stats();
    assertThat(stats.exported()).isZero();
    assertThat(stats.queued()).isZero();
    assertThat(stats.dropped()).isEqualTo(5);
    never.countDown();
  }

  @Test
  void repeatsWhatIsAnsweredTooSlowly() {
    raglan.close();
    raglan = open(Duration.ofMillis(300));
    CountDownLatch late = new CountDownLatch(1);
    server.failing(server.held(late));
    raglan.trace("Chat").startDetached().end();
    deliver(1);
    late.countDown();
    assertThat(server.spans()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{not json", "[1,2", "null", "\ud83d cut", "\u0000\u001b", " "})
  void sendsAnyText(String hostile) {
    ActiveTrace trace = raglan.trace("t " + hostile).input(hostile).output(hostile).startDetached();
    trace.sessionId(hostile).attribute("nan", Double.NaN).attribute("h", hostile);
    trace.generation("g").prompt(hostile).model("m").startDetached().response(hostile).end();
    trace.end();
    deliver(2);
  }

  @Test
  void namesWhatIsMissingAndNeverTheKey() {
    assertThatThrownBy(() -> SpansApi.builder().accountId("a").build())
        .hasMessage("the API key of the Spans API is missing");
    assertThatThrownBy(() -> SpansApi.builder().apiKey("hunter2").build())
        .hasMessage("the account id of the Spans API is missing");
    assertThatThrownBy(
            () -> SpansApi.builder().apiKey("hunter2").baseUrl("http://example.com").build())
        .hasMessageContaining("https://")
        .hasMessageNotContaining("hunter2");
    assertThat(SpansApi.withKey("hunter2", "a"))
        .asString()
        .startsWith("SpansApi{base-url=https://api.egp.scale.com")
        .doesNotContain("hunter2");
    assertThat(SpansApi.withKey("k", "a").name()).isEqualTo("spans-api");
  }
}
