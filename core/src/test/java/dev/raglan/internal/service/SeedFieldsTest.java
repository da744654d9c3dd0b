package dev.raglan.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DropReason;
import dev.raglan.internal.service.adaline.AdalineServer;
import dev.raglan.internal.service.athina.AthinaServer;
import dev.raglan.internal.service.lastmile.LastMileServer;
import dev.raglan.internal.service.spansapi.SpansApiServer;
import dev.raglan.model.Chunk;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.model.PipelineType;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.ScaleSpanType;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveGeneration;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.RagEvents;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server of each service sees every field of its seed, and every value of the enumerated. */
class SeedFieldsTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String INGESTED = "0af7651916cd43dd8448eb211c80319c";

  private final FourServers servers = new FourServers();
  private final AthinaServer athina = servers.athina;
  private final AdalineServer adaline = servers.adaline;
  private final LastMileServer lastMile = servers.lastMile;
  private final SpansApiServer spansApi = servers.spansApi;
  private final Raglan raglan =
      Raglan.builder()
          .serviceName("test")
          .exportTo(servers.targets())
          .delivery(DeliverySettings.builder().interval(Duration.ofMillis(5)).build())
          .build();

  @AfterEach
  void stop() {
    raglan.close();
    servers.close();
  }

  private void deliver() {
    assertThat(raglan.flush(WAIT).complete()).isTrue();
    assertThat(athina.refusals).isEmpty();
    assertThat(adaline.refusals).isEmpty();
    assertThat(lastMile.refusals).isEmpty();
    assertThat(raglan.delivery().targets())
        .allSatisfy(
            target ->
                assertThat(target.dropped())
                    .as(target.name())
                    .isEqualTo(target.dropped(DropReason.NOT_TAKEN)));
  }

  /** Returns the path of every field, without the places in arrays. */
  private static Set<String> fields(Collection<JsonNode> bodies) {
    Set<String> fields = new TreeSet<>();
    bodies.forEach(body -> collect("", body, fields));
    return fields;
  }

  private static void collect(String at, JsonNode node, Set<String> fields) {
    if (node.isArray()) {
      node.forEach(each -> collect(at, each, fields));
    }
    node.properties()
        .forEach(
            field -> {
              fields.add(at + field.getKey());
              collect(at + field.getKey() + ".", field.getValue(), fields);
            });
  }

  /** Returns names that stand below a path. */
  private static List<String> below(String path, String names) {
    return Stream.of(names.split(" ")).map(name -> path + name).toList();
  }

  private static Set<String> texts(Collection<JsonNode> bodies, String field) {
    return bodies.stream()
        .flatMap(body -> body.findValuesAsText(field).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Says everything about a generation that can be said. */
  private void generate(ActiveTrace trace) {
    ActiveGeneration generation =
        trace
            .generation("answer")
            .referenceId("call-1")
            .provider("openai")
            .model("gpt-4o")
            .prompt("Hello Ada.")
            .startDetached();
    generation
        .response("A sleeve.")
        .promptSlug("answer-v2")
        .environment("staging")
        .functions(List.of(Map.of("name", "f")))
        .functionCallResponse(Map.of("x", 1))
        .tools(List.of(Map.of("type", "function", "function", Map.of("name", "search"))))
        .toolCalls(List.of(Map.of("id", "t1")))
        .toolChoice("auto")
        .customerId("acme")
        .customerUserId("u-7")
        .userQuery("What is Raglan?")
        .promptTokens(10L)
        .completionTokens(5L)
        .totalTokens(15L)
        .responseTime(Duration.ofMillis(350))
        .context(Map.of("documents", List.of("d1")))
        .expectedResponse("A kind of sleeve.")
        .customAttributes(Map.of("tier", "gold", "custom_eval_metrics", Map.of("m", 0.5)))
        .cost(0.5)
        .temperature(0.2)
        .maxTokens(100)
        .topP(0.9)
        .stop("END")
        .seed(42L)
        .statusCode(500)
        .error("Internal Server Error")
        .topic("billing")
        .tags("chat")
        .version("3")
        .input(Map.of("a", 1))
        .output(Map.of("b", 2))
        .status(Status.SUCCESS);
    raglan
        .feedback()
        .forSpan(generation.openTelemetrySpan())
        .log(Feedback.binary(true).withComment("good"));
    raglan
        .feedback()
        .forSpan(generation.openTelemetrySpan())
        .log(Feedback.binary(false).from(FeedbackSource.GRADER));
    generation.end();
  }

  private ActiveTrace trace(String reference) {
    return raglan
        .trace("Chat")
        .referenceId(reference)
        .sessionId("s-1")
        .field(Field.GROUP_ID, "g-1")
        .field(Field.APPLICATION_VARIANT_ID, "v-1")
        .field(Field.APPLICATION_INTERACTION_ID, "i-1")
        .version("1")
        .input("in")
        .tags("a")
        .attribute("tier", "gold")
        .status(Status.SUCCESS)
        .startDetached();
  }

  @Test
  void showsAthinaEveryField() {
    ActiveTrace trace = trace("t-1");
    ActiveSpan span =
        trace.span("s").type("my-type").version("2").input("in").attribute("k", 1).startDetached();
    span.span("below").startDetached().end();
    span.output("out").status(Status.SUCCESS).end();
    generate(trace);
    trace.output("out").end();
    deliver();
    raglan.feedback().forReference("call-1").log(Feedback.binary(true).withComment("good"));
    raglan.updateReference("call-1", SpanUpdate.create().attribute("topic", "t"));
    raglan.updateReference("elsewhere", SpanUpdate.create().attribute("topic", "t"));
    deliver();

    String common = "name start_time end_time status attributes input output duration version";
    assertThat(fields(athina.bodies(AthinaServer.TRACE)))
        .containsAll(below("", common + " spans"))
        .containsAll(below("spans.", common + " span_type children"))
        .containsAll(
            below(
                "spans.attributes.",
                "prompt response prompt_slug language_model_id environment functions"
                    + " function_call_response tools tool_calls external_reference_id customer_id"
                    + " customer_user_id session_id user_query prompt_tokens completion_tokens"
                    + " total_tokens response_time context expected_response custom_attributes"
                    + " cost custom_eval_metrics"));
    assertThat(texts(athina.bodies(AthinaServer.TRACE), "span_type"))
        .contains("span", "generation", "my-type");
    assertThat(fields(athina.bodies(AthinaServer.INFERENCE)))
        .containsAll(
            below(
                "",
                "language_model_id prompt response user_query context response_time status_code"
                    + " error prompt_tokens completion_tokens total_tokens cost prompt_slug"
                    + " environment customer_id customer_user_id tags topic session_id"
                    + " external_reference_id custom_attributes expected_response tools tool_choice"
                    + " functions function_call_response user_feedback user_feedback_comment"
                    + " grader_feedback model_options"))
        .containsAll(
            below("model_options.", "temperature max_completion_tokens stop top_p extra_options"));
    assertThat(fields(athina.bodies(AthinaServer.FEEDBACK)))
        .containsExactlyElementsOf(
            below("", "external_reference_id user_feedback user_feedback_comment"));
    assertThat(athina.requests)
        .anyMatch(each -> each.startsWith("PATCH /api/v1/log/inference/run-"))
        .anyMatch(each -> each.endsWith("/update-by-external-reference-id/elsewhere"));
  }

  @Test
  void showsAdalineEveryField() {
    ActiveTrace trace = trace("t-1");
    for (Status status : Status.values()) {
      if (status != Status.PENDING) {
        trace.span("s").startDetached().end(status);
      }
    }
    for (SpanType type : SpanType.values()) {
      trace.span("s").type(type).startDetached().end();
    }
    trace.span("s").attribute(RaglanAttributes.CODE_FUNCTION, "A.b").startDetached().end();
    ActiveSpan span =
        trace
            .span("s")
            .referenceId("s-1")
            .promptId("prompt_0123456789abcdef")
            .deploymentId("deploy_0123456789abcdef")
            .runEvaluation(true)
            .tags("a")
            .attribute("k", 1)
            .startDetached();
    span.span("below").startDetached().end();
    span.end();
    trace
        .span("compose")
        .type(SpanType.PROMPT)
        .input(Map.of("name", "Ada"))
        .startDetached()
        .output("Hello Ada.")
        .end();
    generate(trace);
    raglan
        .generation("stream")
        .parent(trace.context())
        .model("m")
        .follow(Stream.of("a", "b"))
        .forEach(each -> {});
    trace.end();
    raglan.trace("pending").status(Status.PENDING).startDetached().end();
    deliver();
    raglan.span("late").parent(trace.context()).startDetached().end();
    trace.update(SpanUpdate.create().status(Status.FAILURE).tags("b").attribute("k", true));
    deliver();

    Collection<JsonNode> requests = adaline.bodies(AdalineServer.TRACE);
    assertThat(fields(requests))
        .contains("projectId")
        .containsAll(
            below(
                "trace.",
                "startedAt name status endedAt referenceId sessionId attributes.tier tags"))
        .containsAll(
            below(
                "spans.",
                "name status startedAt endedAt referenceId parentReferenceId sessionId promptId"
                    + " deploymentId runEvaluation attributes.k tags"))
        .containsAll(
            below(
                "spans.content.",
                "type input output provider model variables cost aggregateOutput"))
        .contains("referenceId")
        .containsAll(below("logTrace.", "status attributes tags"))
        .containsAll(below("logTrace.attributes.", "operation key value"))
        .containsAll(below("logTrace.tags.", "operation tag"));
    assertThat(fields(adaline.bodies(AdalineServer.SPAN)))
        .contains("span.traceReferenceId", "span.content.input");
    assertThat(adaline.spans.values())
        .extracting(each -> each.at("/content/type").textValue())
        .contains("Model", "ModelStream", "Embeddings", "Function")
        .contains("Tool", "Guardrail", "Retrieval", "Other");
    assertThat(texts(requests, "status"))
        .containsExactlyInAnyOrder(
            "success", "failure", "aborted", "cancelled", "unknown", "pending");
  }

  private void log(ActiveTrace trace, Consumer<RagEvents> event) {
    ActiveSpan span = trace.span("event").startDetached();
    event.accept(raglan.rag().on(span.openTelemetrySpan()).metadata(Map.of("index", "docs")));
    span.end();
  }

  private void logEvents(ActiveTrace trace) {
    RetrievedChunk chunk = new RetrievedChunk("c1", "text", 0.9, Map.of());
    log(trace, rag -> rag.query("q", "r", "be kind"));
    log(trace, rag -> rag.chunking("a.pdf", List.of(Chunk.of("c1", "text"))));
    log(trace, rag -> rag.embedding("text", new float[] {0.5f}));
    log(trace, rag -> rag.embeddings(List.of("a", "b"), List.of(List.of(0.1), List.of(0.2))));
    log(trace, rag -> rag.promptComposition(Map.of("system", "s"), "resolved"));
    log(trace, rag -> rag.queryRewrite("q", List.of("q1", "q2")));
    log(trace, rag -> rag.retrieval("q", List.of(chunk)));
    log(trace, rag -> rag.rerank(List.of(chunk), List.of(chunk)));
    log(trace, rag -> rag.template("t {x}", "t 1"));
    log(trace, rag -> rag.toolCall("search", Map.of("q", "x"), "result"));
    log(trace, rag -> rag.synthesize("in", "out"));
  }

  private static final String PARAMS =
      "chunk_size chunk_strategy embedding_model embedding_dimensions decomposition_strategy top_k"
          + " reranking_model";

  @Test
  void showsLastMileEveryField() {
    ActiveTrace trace = trace("t-1");
    try (Scope scope = trace.makeCurrent()) {
      for (String name : (PARAMS + " own").split(" ")) {
        raglan.params().register(name, "value");
      }
      raglan.rag().ingestionTraceId(INGESTED);
      raglan.rag().traceEvent("in", "out", Map.of("tier", "gold"));
      logEvents(trace);
      generate(trace);
    }
    trace.end();
    ActiveTrace ingestion = raglan.trace("Ingest").startDetached();
    try (Scope scope = ingestion.makeCurrent()) {
      raglan.rag().pipelineType(PipelineType.INGESTION);
      raglan.rag().traceEvent("in", "out", Map.of("tier", "gold"));
    }
    ingestion.end();
    deliver();
    raglan.feedback().forTrace(trace.traceId()).binary(true);
    raglan.feedback().forSpan(trace.openTelemetrySpan()).log(Feedback.numeric(0.4));
    raglan.feedback().forTrace(trace.traceId()).categorical("good", List.of("good", "bad"));
    raglan.feedback().text("thanks");
    deliver();

    String common = "traceId paramSet projectId input output eventData";
    assertThat(fields(lastMile.bodies(LastMileServer.QUERY)))
        .containsAll(below("", common))
        .containsAll(below("", "query context fullyResolvedPrompt llmOutput ingestionTraceId"))
        .containsAll(below("paramSet.", PARAMS + " own"));
    assertThat(fields(lastMile.bodies(LastMileServer.INGESTION))).containsAll(below("", common));
    assertThat(fields(lastMile.bodies(LastMileServer.EVENT)))
        .containsAll(
            below(
                "",
                "eventName input output eventData metadata traceId spanId projectId"
                    + " ingestionTraceId"));
    assertThat(texts(lastMile.bodies(LastMileServer.EVENT), "kind"))
        .containsExactlyInAnyOrder(
            "query",
            "chunking",
            "embedding",
            "multi_embedding",
            "prompt_composition",
            "sub_question",
            "retrieval",
            "reranking",
            "templating",
            "tool_call",
            "synthesize");
    assertThat(fields(lastMile.bodies(LastMileServer.FEEDBACK)))
        .containsAll(
            below("", "projectId traceId spanId feedback.type feedback.value feedback.enum"));
    assertThat(texts(lastMile.bodies(LastMileServer.FEEDBACK), "type"))
        .containsExactlyInAnyOrder("binary", "score", "enum", "text");
    assertThat(lastMile.requests)
        .anyMatch(each -> each.startsWith("GET /api/evaluation_projects/list?name="))
        .contains("POST /api/evaluation_projects/create");
  }

  @Test
  void showsScaleEveryField() {
    ActiveTrace trace = trace("t-1");
    for (ScaleSpanType type : ScaleSpanType.values()) {
      trace.span("s").type(type.name()).startDetached().end(Status.FAILURE);
    }
    trace.span("s").startDetached().end(Status.CANCELED);
    generate(trace);
    trace.output("out").end();
    deliver();

    List<JsonNode> items = List.copyOf(spansApi.spans().values());
    assertThat(
            fields(
                spansApi.received().stream()
                    .filter(each -> each.path().equals("/v5/spans/batch"))
                    .map(SpansApiServer.Received::body)
                    .toList()))
        .containsAll(
            below(
                "items.",
                "name start_timestamp trace_id id parent_id end_timestamp group_id input output"
                    + " metadata status type application_variant_id application_interaction_id"));
    assertThat(items)
        .extracting(each -> each.path("type").asText())
        .contains(Stream.of(ScaleSpanType.values()).map(Enum::name).toArray(String[]::new));
    assertThat(items)
        .extracting(each -> each.path("status").asText())
        .contains("SUCCESS", "ERROR", "CANCELED");
  }
}
