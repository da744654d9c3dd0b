package dev.raglan.internal.service.lastmile;

import static dev.raglan.internal.service.lastmile.LastMileServer.EVENT;
import static dev.raglan.internal.service.lastmile.LastMileServer.FEEDBACK;
import static dev.raglan.internal.service.lastmile.LastMileServer.INGESTION;
import static dev.raglan.internal.service.lastmile.LastMileServer.PROJECTS;
import static dev.raglan.internal.service.lastmile.LastMileServer.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.export.LastMile;
import dev.raglan.internal.framework.RequestRoot;
import dev.raglan.internal.framework.RequestRoots;
import dev.raglan.internal.service.ServiceServer.Fault;
import dev.raglan.model.Chunk;
import dev.raglan.model.Feedback;
import dev.raglan.model.PipelineType;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastMileExportTest {

  private static final Duration WAIT = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String INGESTED = "0af7651916cd43dd8448eb211c80319c";

  private static final TextMapGetter<Map<String, String>> NO_HEADERS =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> headers) {
          return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String key) {
          return null;
        }
      };

  private final LastMileServer server = new LastMileServer();
  private Raglan raglan = open(target -> target);

  private Raglan open(UnaryOperator<LastMile.Builder> more) {
    LastMile.Builder target =
        LastMile.builder().apiToken(LastMileServer.TOKEN).baseUrl(server.url());
    return Raglan.builder()
        .serviceName("support bot")
        .exportTo(more.apply(target).build())
        .delivery(DeliverySettings.builder().interval(Duration.ofMillis(5)).build())
        .build();
  }

  private void reopen(UnaryOperator<LastMile.Builder> more) {
    raglan.close();
    raglan = open(more);
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

  private static String attribute(Span span, String key) {
    return span.getAttributesList().stream()
        .filter(each -> each.getKey().equals(key))
        .map(each -> each.getValue().getStringValue())
        .findFirst()
        .orElse("");
  }

  @Test
  void sendsSpansThenTheQueryTraceThenEachEvent() throws Exception {
    ActiveTrace trace = raglan.trace("Ask").input("What?").startDetached();
    try (Scope scope = trace.makeCurrent()) {
      raglan.params().register("chunk_size", 512);
      raglan.params().register("nested", Map.of("a", List.of(1)));
      raglan.rag().ingestionTraceId(INGESTED);
      ActiveSpan search = trace.span("search").startDetached();
      raglan
          .rag()
          .named("vector search")
          .metadata(Map.of("index", "docs"))
          .on(search.openTelemetrySpan())
          .retrieval("raglan", List.of(new RetrievedChunk("c1", "a sleeve", 0.9, Map.of())));
      search.end();
      trace
          .generation("answer")
          .model("gpt-4o")
          .prompt("resolved prompt")
          .userQuery("What is Raglan?")
          .startDetached()
          .response("A sleeve.")
          .end();
    }
    trace.output("A sleeve!").end();

    assertThat(flush()).isEqualTo(new FlushResult(true, 3, 0, 0));
    assertThat(server.requests)
        .containsExactly(
            "POST /api/trace/create",
            "GET /api/evaluation_projects/list?name=support%20bot",
            "POST /api/evaluation_projects/create",
            "POST " + QUERY,
            "POST " + EVENT);
    JsonNode body = only(QUERY);
    assertThat(body.get("traceId").textValue()).isEqualTo(trace.traceId());
    assertThat(body.get("paramSet")).isEqualTo(json("{'chunk_size':512,'nested':{'a':[1]}}"));
    assertThat(body.get("input").textValue()).isEqualTo("What?");
    assertThat(body.get("output").textValue()).isEqualTo("A sleeve!");
    assertThat(body.get("query").textValue()).isEqualTo("What is Raglan?");
    assertThat(body.at("/context/0/id").textValue()).isEqualTo("c1");
    assertThat(body.get("fullyResolvedPrompt").textValue()).isEqualTo("resolved prompt");
    assertThat(body.get("llmOutput").textValue()).isEqualTo("A sleeve.");
    assertThat(body.get("ingestionTraceId").textValue()).isEqualTo(INGESTED);
    assertThat(body.get("projectId").textValue()).isEqualTo("project-0");
    JsonNode event = only(EVENT);
    assertThat(event.get("eventName").textValue()).isEqualTo("vector search");
    assertThat(event.get("input").textValue()).isEqualTo("raglan");
    assertThat(event.at("/output/0/id").textValue()).isEqualTo("c1");
    assertThat(event.get("eventData")).isEqualTo(json("{'index':'docs'}"));
    assertThat(event.get("metadata")).isEqualTo(json("{'kind':'retrieval'}"));
    Span span =
        server.spans.stream().filter(each -> each.getName().equals("search")).findFirst().get();
    assertThat(attribute(span, "lastmile.span.kind")).isEqualTo("retrieval");
    assertThat(span.getEventsList()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  void aWebRequestHasTheInputAndOutputOfItsEventsIfItWasAnswered(int status) {
    RequestRoot request =
        new RequestRoots(raglan, true, false).open(Context.root(), "GET", Map.of(), NO_HEADERS);
    try (Scope scope = request.makeCurrent();
        ActiveSpan search = raglan.span("search").start()) {
      raglan
          .rag()
          .retrieval("raglan", List.of(new RetrievedChunk("c1", "a sleeve", 0.9, Map.of())));
    }
    request.end("/ask", status);
    flush();
    JsonNode body = only(QUERY);
    assertThat(body.path("input").textValue()).isEqualTo(status == 200 ? "raglan" : null);
    assertThat(body.at("/output/0/id").textValue()).isEqualTo(status == 200 ? "c1" : null);
    assertThat(server.spans)
        .filteredOn(span -> span.getName().equals("GET /ask"))
        .singleElement()
        .satisfies(span -> assertThat(span.toString()).doesNotContain("sleeve"));
  }

  @Test
  void sendsAnIngestionTrace() {
    ActiveTrace trace = raglan.trace("Ingest").startDetached();
    try (Scope scope = trace.makeCurrent()) {
      raglan.rag().pipelineType(PipelineType.INGESTION);
      raglan.rag().chunking("a.pdf", List.of(Chunk.of("c1", "text")));
      raglan.rag().traceEvent("whole input", "whole output", Map.of("tier", "gold"));
    }
    trace.end();
    flush();
    JsonNode body = only(INGESTION);
    assertThat(body.get("input").textValue()).isEqualTo("whole input");
    assertThat(body.get("output").textValue()).isEqualTo("whole output");
    assertThat(body.at("/eventData/tier").textValue()).isEqualTo("gold");
    assertThat(body.has("query")).isFalse();
    assertThat(only(EVENT).get("eventName").textValue()).isEqualTo("chunking");
  }

  @Test
  void usesTheProjectThatIsThere() {
    server.projects.put("Support & more", "p-7");
    server.projects.put("Support", "p-8");
    reopen(target -> target.project("Support & more"));
    raglan.trace("a").startDetached().end();
    flush();
    raglan.trace("b").startDetached().end();
    flush();
    assertThat(server.bodies(QUERY))
        .allSatisfy(body -> assertThat(body.get("projectId").textValue()).isEqualTo("p-7"));
    assertThat(server.requests).filteredOn(each -> each.contains(PROJECTS)).hasSize(1);
  }

  @Test
  void usesTheIdOfAProjectWithoutAsking() {
    server.projects.put("any", "p-9");
    reopen(target -> target.projectId("p-9"));
    raglan.trace("a").startDetached().end();
    flush();
    assertThat(only(QUERY).get("projectId").textValue()).isEqualTo("p-9");
    assertThat(server.requests).noneMatch(each -> each.contains(PROJECTS));
  }

  @Test
  void sendsTheFourKindsOfFeedback() throws Exception {
    ActiveTrace trace = raglan.trace("Ask").referenceId("order-1").startDetached();
    trace.end();
    flush();
    raglan.feedback().forTrace(trace.traceId()).binary(true);
    raglan.feedback().forTrace(trace.traceId()).log(Feedback.numeric(0.4).withComment("long"));
    raglan
        .feedback()
        .forSpan(trace.openTelemetrySpan())
        .categorical("good", List.of("good", "bad"));
    raglan.feedback().forReference("order-1").text("thanks");
    raglan.feedback().neutral();
    raglan.feedback().forReference("unseen").binary(true);

    assertThat(flush()).isEqualTo(new FlushResult(true, 5, 0, 0));
    assertThat(stats().dropped(DropReason.NOT_TAKEN)).isEqualTo(1);
    String on = "'traceId':'" + trace.traceId() + "'";
    String at = on + ",'spanId':'" + trace.spanId() + "'";
    String project = ",'projectId':'project-0'}";
    assertThat(server.bodies(FEEDBACK))
        .containsExactlyInAnyOrder(
            json("{" + on + ",'feedback':{'type':'binary','value':1}" + project),
            json("{" + on + ",'feedback':{'type':'score','value':0.4}" + project),
            json("{" + on + ",'feedback':{'type':'text','value':'long'}" + project),
            json(
                "{"
                    + at
                    + ",'feedback':{'type':'enum','value':'good','enum':['good','bad']}"
                    + project),
            json("{" + at + ",'feedback':{'type':'text','value':'thanks'}" + project),
            json("{'feedback':{'type':'score','value':0.5}" + project));
  }

  @Test
  void sendsLateSpansAndTheirEventsWithoutASecondTrace() {
    ActiveTrace trace = raglan.trace("Ask").startDetached();
    trace.end();
    flush();
    ActiveSpan late = raglan.span("late").parent(trace.context()).startDetached();
    raglan.rag().on(late.openTelemetrySpan()).template("t {x}", "t 1");
    late.end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.bodies(QUERY)).hasSize(1);
    assertThat(only(EVENT).get("eventName").textValue()).isEqualTo("templating");
    assertThat(server.spans).extracting(Span::getName).containsExactly("Ask", "late");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void repeatsEachStepThatFails(int status) {
    server.failNext(Fault.status(status, "Retry-After", "0"), Fault.cut());
    ActiveTrace trace = raglan.trace("Ask").startDetached();
    trace.end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.spans).hasSize(1);
    server.failNext(Fault.cutAfterStoring());
    raglan.trace("again").startDetached().end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.bodies(QUERY)).hasSize(2);
  }

  @Test
  void takesADuplicateAfterALostAnswerForDelivered() {
    server.projects.put("any", "p-9");
    reopen(target -> target.projectId("p-9"));
    raglan.trace("first").startDetached().end();
    flush();
    ActiveTrace trace = raglan.trace("Ask").startDetached();
    ActiveSpan span = trace.span("s").startDetached();
    raglan.rag().on(span.openTelemetrySpan()).synthesize("in", "out");
    span.end();
    server.failNext(
        Fault.cutAfterStoring(), Fault.status(503, "Retry-After", "0"), Fault.cutAfterStoring());
    trace.end();
    FlushResult result = raglan.flush(WAIT);
    assertThat(result.complete()).isTrue();
    assertThat(stats().exported()).isEqualTo(3);
    assertThat(server.bodies(EVENT)).hasSize(1);
    assertThat(server.bodies(QUERY)).hasSize(2);
  }

  @Test
  void repeatsWhatIsNotAnsweredInTime() {
    reopen(target -> target.timeout(Duration.ofSeconds(2)));
    server.failNext(Fault.hang());
    raglan.trace("Ask").startDetached().end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.bodies(QUERY)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 422})
  void doesNotRepeatWhatIsRefused(int status) {
    server.failNext(Fault.status(status, "Location", server.url() + "/elsewhere"));
    ActiveTrace trace = raglan.trace("Ask").startDetached();
    trace.span("s").startDetached().end();
    trace.end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(false, 0, 2, 0));
    assertThat(stats().dropped(DropReason.REJECTED)).isEqualTo(2);
    assertThat(server.requests).startsWith("POST /api/trace/create").doesNotHaveDuplicates();
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
  void countsTheSpansOfARefusedTrace() {
    reopen(target -> target.apiToken("wrong"));
    raglan.trace("Ask").startDetached().end();
    assertThat(raglan.flush(WAIT)).isEqualTo(new FlushResult(false, 0, 1, 0));
    assertThat(stats().dropped(DropReason.REJECTED)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{not json", "null", "\ud83d cut", "\u0000", "[]", " "})
  void sendsAnyText(String hostile) {
    ActiveTrace trace = raglan.trace("t").input(hostile).output(hostile).startDetached();
    try (Scope scope = trace.makeCurrent()) {
      raglan.params().register("k", hostile);
      raglan.rag().query(hostile, hostile, hostile);
      raglan.rag().traceEvent(hostile, hostile, hostile);
      raglan.feedback().log(Feedback.binary(false).withComment(hostile));
    }
    trace.end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 1, 0, 0));
    assertThat(server.bodies(EVENT)).hasSize(1);
  }

  @Test
  void sendsThreeThousandSpansOfOneTrace() {
    ActiveTrace trace = raglan.trace("t").startDetached();
    for (int i = 0; i < 3_000; i++) {
      trace.span("s" + i).startDetached().end();
    }
    trace.end();
    assertThat(flush()).isEqualTo(new FlushResult(true, 3_001, 0, 0));
    assertThat(server.spans).hasSize(3_001);
  }

  @Test
  void refusesWhatItCannotUse() {
    assertThatThrownBy(() -> LastMile.builder().build()).hasMessageContaining("missing");
    assertThatThrownBy(() -> LastMile.builder().project(" ")).hasMessageContaining("blank");
    assertThatThrownBy(() -> LastMile.builder().apiToken("t").baseUrl("http://x.com").build())
        .hasMessageContaining("https://");
    assertThat(LastMile.withToken("hunter2").toString()).doesNotContain("hunter2");
  }
}
