package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.model.Chunk;
import dev.raglan.model.Document;
import dev.raglan.model.RagEventType;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.RagEvents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** LastMile's page "Tracing SDK": RAG events. */
class LastMileEventsTest {

  @RegisterExtension final Spans spans = new Spans();

  private final RagEvents rag = spans.raglan.rag();

  static Stream<EventRow> events() {
    return EventRow.all();
  }

  private void inASpan(Consumer<RagEvents> log) {
    spans.raglan.span("s", () -> log.accept(rag));
  }

  private String input(String span) {
    return spans.written(span, RaglanAttributes.EVENT_INPUT);
  }

  private String output(String span) {
    return spans.written(span, RaglanAttributes.EVENT_OUTPUT);
  }

  @ParameterizedTest
  @MethodSource("events")
  void writesAnEventOfEachKind(EventRow row) {
    inASpan(row.logged());

    assertThat(spans.written("s", RaglanAttributes.EVENT_TYPE)).isEqualTo(row.type().id());
    assertThat(input("s")).isEqualTo(row.input());
    assertThat(output("s")).isEqualTo(row.output());
  }

  @Test
  void hasARowForEveryKind() {
    assertThat(EventRow.all().map(EventRow::type)).contains(RagEventType.values());
    assertThat(Arrays.stream(RagEventType.values()).map(RagEventType::id))
        .containsExactlyInAnyOrder(
            "chunking",
            "embedding",
            "multi_embedding",
            "query",
            "retrieval",
            "synthesize",
            "sub_question",
            "templating",
            "tool_call",
            "reranking",
            "custom",
            "prompt_composition");
  }

  @ParameterizedTest
  @EnumSource(RagEventType.class)
  void writesTheEventOfAnAnnotatedCall(RagEventType type) {
    String method = AnnotatedEvents.methodOf(type);
    spans.call(new AnnotatedEvents(), method, "in");

    String span = "AnnotatedEvents." + method;
    assertThat(spans.written(span, RaglanAttributes.EVENT_TYPE)).isEqualTo(type.id());
    assertThat(spans.written(span, OpenInference.INPUT_VALUE)).isEqualTo("in");
    assertThat(spans.written(span, OpenInference.OUTPUT_VALUE)).isEqualTo("out");
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyKindTakesANameAndMetadata(EventRow row) {
    spans.raglan.span(
        "s", () -> row.logged().accept(rag.named("named").metadata(Map.of("index", "docs"))));

    assertThat(spans.written("s", RaglanAttributes.EVENT_NAME)).isEqualTo("named");
    assertThat(spans.written("s", RaglanAttributes.EVENT_METADATA)).contains("\"index\":\"docs\"");
  }

  @Test
  void carriesItsNameAndMetadata() {
    inASpan(events -> events.named("n").metadata(Map.of("index", "docs")).custom("in", "out"));
    spans.call(new AnnotatedEvents(), "named", "in");

    assertThat(spans.written("s", RaglanAttributes.EVENT_NAME)).isEqualTo("n");
    assertThat(spans.written("s", RaglanAttributes.EVENT_METADATA))
        .isEqualTo("{\"index\":\"docs\"}");
    assertThat(spans.event("s").getName()).isEqualTo("n");
    assertThat(spans.event("s").getAttributes().get(RaglanAttributes.LOGGED_EVENT_DATA))
        .isEqualTo("{\"index\":\"docs\"}");
    assertThat(spans.written("hybrid search", RaglanAttributes.EVENT_NAME))
        .isEqualTo("hybrid search");
  }

  @ParameterizedTest
  @MethodSource("events")
  void isAnOpenTelemetryEventToo(EventRow row) {
    inASpan(row.logged());

    Attributes event = spans.event("s").getAttributes();
    assertThat(spans.event("s").getName()).isEqualTo(row.type().id());
    assertThat(event.get(RaglanAttributes.LOGGED_INPUT)).isEqualTo(row.input());
    assertThat(event.get(RaglanAttributes.LOGGED_OUTPUT)).isEqualTo(row.output());
  }

  @Test
  void aSpanHasOneEvent() {
    inASpan(
        events -> {
          events.custom("first", "out");
          events.query("second", "r");
        });

    assertThat(spans.event("s").getName()).isEqualTo("custom");
    assertThat(spans.written("s", RaglanAttributes.EVENT_TYPE)).isEqualTo("custom");
    assertThat(rag.refused()).isEqualTo(1);
  }

  @Test
  void isOnTheSpanThatIsNamed() {
    spans.raglan.span(
        "s",
        () -> {
          Span outer = Span.current();
          spans.raglan.span("inner", () -> rag.on(outer).custom("in", "out"));
        });

    assertThat(spans.written("s", RaglanAttributes.EVENT_TYPE)).isEqualTo("custom");
    assertThat(spans.written("inner", RaglanAttributes.EVENT_TYPE)).isNull();
  }

  @Test
  void writesTheEventOfTheTrace() {
    spans.raglan.trace(
        "t",
        () -> spans.raglan.span("s", () -> rag.traceEvent("in", "out", Map.of("tier", "gold"))));

    assertThat(spans.written("t", RaglanAttributes.TRACE_INPUT)).isEqualTo("in");
    assertThat(spans.written("t", RaglanAttributes.TRACE_OUTPUT)).isEqualTo("out");
    assertThat(spans.written("t", RaglanAttributes.TRACE_METADATA))
        .isEqualTo("{\"tier\":\"gold\"}");
  }

  @Test
  void aTraceHasOneEvent() {
    spans.raglan.trace(
        "t",
        () -> {
          rag.traceEvent("first", "out", null);
          rag.traceEvent("second", "out", null);
        });

    assertThat(spans.written("t", RaglanAttributes.TRACE_INPUT)).isEqualTo("first");
    assertThat(rag.refused()).isEqualTo(1);
  }

  @Test
  void aTraceWithoutEventHasWhatItsEventsSay() {
    spans.raglan.trace(
        "t",
        () -> {
          spans.raglan.span("a", () -> rag.custom("first in", "first out"));
          spans.raglan.span("b", () -> rag.custom("last in", "last out"));
        });

    assertThat(spans.written("t", RaglanAttributes.TRACE_INPUT)).isEqualTo("first in");
    assertThat(spans.written("t", RaglanAttributes.TRACE_OUTPUT)).isEqualTo("last out");
  }

  @Test
  void writesAllThatIsKnownOfADocumentAndItsChunks() {
    Document document = new Document("d", "n", "text", Map.of("mime", "pdf"));
    Chunk chunk = new Chunk("c", "te", List.of(0.123456f, 1f), Map.of("page", 1));
    spans.raglan.span("s", () -> rag.chunking(document, List.of(chunk)));
    spans.raglan.span("v", () -> rag.withVectors().chunking(document, List.of(chunk)));

    assertThat(input("s"))
        .contains("\"id\":\"d\"", "\"name\":\"n\"", "\"content\":\"text\"", "\"mime\":\"pdf\"");
    assertThat(output("s"))
        .contains("\"id\":\"c\"", "\"content\":\"te\"", "\"page\":1", "\"embedding_dimensions\":2")
        .doesNotContain("0.1235");
    assertThat(output("v")).contains("[0.1235,1.0]");
  }

  @Test
  void writesAllThatIsKnownOfARetrievedChunk() {
    Map<String, Object> extras = Map.of("page", 1, "embedding", List.of(0.5, 0.25));
    inASpan(events -> events.retrieval("q", List.of(new RetrievedChunk("c", "te", 0.9, extras))));

    assertThat(output("s"))
        .contains("\"id\":\"c\"", "\"content\":\"te\"", "\"score\":0.9", "\"page\":1")
        .contains("\"embedding\":[0.5,0.25]");
    assertThat(spans.written("s", GenAi.RETRIEVAL_DOCUMENTS))
        .isEqualTo("[{\"id\":\"c\",\"score\":0.9}]");
    assertThat(spans.text("s", "retrieval.documents.0.document.id")).isEqualTo("c");
    assertThat(spans.text("s", "retrieval.documents.0.document.content")).isEqualTo("te");
    assertThat(spans.text("s", "retrieval.documents.0.document.metadata")).contains("\"page\":1");
    assertThat(spans.ended("s").getAttributes().asMap())
        .containsEntry(AttributeKey.doubleKey("retrieval.documents.0.document.score"), 0.9);
  }

  @Test
  void writesVectorsOnlyWhenAskedTo() {
    inASpan(events -> events.withVectors().embedding("text", List.of(0.123456, 1.0)));
    spans.raglan.span(
        "many", () -> rag.withVectors().embeddings(List.of("a"), List.of(List.of(1 / 3.0))));
    spans.raglan.span("none", () -> rag.embedding("text", List.of(0.123456, 1.0)));

    assertThat(output("s")).isEqualTo("[0.1235,1.0]");
    assertThat(output("many")).isEqualTo("[[0.3333]]");
    assertThat(output("none")).isEqualTo("{\"count\":1,\"dimensions\":2}");
    assertThat(spans.written("none", GenAi.EMBEDDINGS_DIMENSION_COUNT)).isEqualTo(2);
    assertThat(spans.written("none", RaglanAttributes.EMBEDDINGS_COUNT)).isEqualTo(1);
  }

  @Test
  void saysInTheDialectsWhatWasSearchedAndFound() {
    inASpan(events -> events.retrieval("q", EventRow.FOUND));

    assertThat(spans.written("s", GenAi.RETRIEVAL_QUERY_TEXT)).isEqualTo("q");
    assertThat(spans.written("s", GenAi.RETRIEVAL_DOCUMENTS))
        .isEqualTo("[{\"id\":\"c1\",\"score\":0.9},{\"id\":\"c2\",\"score\":0.5}]");
  }

  @Test
  void keepsTheOrderOfWhatWasReranked() {
    List<RetrievedChunk> reranked = List.of(EventRow.FOUND.get(1), EventRow.FOUND.get(0));
    inASpan(events -> events.rerank(EventRow.FOUND, reranked));

    assertThat(spans.written("s", GenAi.RETRIEVAL_DOCUMENTS))
        .isEqualTo("[{\"id\":\"c2\",\"score\":0.5},{\"id\":\"c1\",\"score\":0.9}]");
  }

  @Test
  void saysInTheDialectsWhatToolWasCalled() {
    inASpan(events -> events.toolCall("weather", Map.of("city", "Paris"), Map.of("celsius", 21)));

    assertThat(spans.written("s", GenAi.TOOL_NAME)).isEqualTo("weather");
    assertThat(spans.written("s", OpenInference.TOOL_PARAMETERS)).isEqualTo("{\"city\":\"Paris\"}");
    assertThat(spans.written("s", GenAi.TOOL_CALL_RESULT)).isEqualTo("{\"celsius\":21}");
  }

  @Test
  void saysTheQueryAndTheSystemPrompt() {
    inASpan(events -> events.query("q", "r", "be kind"));

    assertThat(spans.written("s", RaglanAttributes.USER_QUERY)).isEqualTo("q");
    assertThat(spans.written("s", RaglanAttributes.EVENT_METADATA))
        .isEqualTo("{\"system_prompt\":\"be kind\"}");
  }
}
