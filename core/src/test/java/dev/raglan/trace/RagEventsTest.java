package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.Chunk;
import dev.raglan.model.Document;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.model.PipelineType;
import dev.raglan.model.RetrievedChunk;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RagEventsTest {

  private static final List<RetrievedChunk> CHUNKS =
      List.of(RetrievedChunk.of("c1", "one", 0.9), RetrievedChunk.of("c2", "two", 0.5));

  private final Recorded recorded = new Recorded();
  private final RagEvents rag = recorded.raglan.rag();

  @AfterEach
  void close() {
    recorded.close();
  }

  private static Arguments row(String kind, String input, String output, Consumer<RagEvents> log) {
    return Arguments.of(kind, input, output, log);
  }

  static Stream<Arguments> everyKind() {
    return Stream.of(
        row("query", "q", "r", rag -> rag.query("q", "r", "be kind")),
        row("query", "q", "[\"r\",\"s\"]", rag -> rag.query("q", List.of("r", "s"))),
        row(
            "chunking",
            "{\"id\":\"d\",\"name\":\"n\",\"content\":null,\"extras\":{}}",
            "[{\"id\":\"c\",\"content\":\"text\"}]",
            rag -> rag.chunking(Document.of("d", "n", null), List.of(Chunk.of("c", "text")))),
        row(
            "chunking",
            "/docs/a.pdf",
            "[{\"id\":\"c\",\"embedding_dimensions\":2}]",
            rag ->
                rag.chunking(
                    "/docs/a.pdf", List.of(new Chunk("c", null, List.of(0.1f, 0.2f), Map.of())))),
        row(
            "embedding",
            "text",
            "{\"count\":1,\"dimensions\":3}",
            rag -> rag.embedding("text", new float[] {0.1f, 0.2f, 0.3f})),
        row(
            "embedding",
            "text",
            "[0.1235,1.0]",
            rag -> rag.withVectors().embedding("text", List.of(0.123456, 1.0))),
        row(
            "multi_embedding",
            "[\"a\",\"b\"]",
            "{\"count\":2,\"dimensions\":2}",
            rag ->
                rag.embeddings(List.of("a", "b"), List.of(new float[] {1, 2}, new float[] {3, 4}))),
        row(
            "multi_embedding",
            "[\"a\"]",
            "[[0.3333]]",
            rag -> rag.withVectors().embeddings(List.of("a"), List.of(List.of(1 / 3.0)))),
        row(
            "prompt_composition",
            "[\"a\",\"b\"]",
            "a b",
            rag -> rag.promptComposition(List.of("a", "b"), "a b")),
        row(
            "sub_question",
            "q",
            "[\"q1\",\"q2\"]",
            rag -> rag.queryRewrite("q", List.of("q1", "q2"))),
        row(
            "retrieval",
            "q",
            "[{\"id\":\"c1\",\"content\":\"one\",\"score\":0.9,\"extras\":{}}]",
            rag -> rag.retrieval("q", CHUNKS.subList(0, 1))),
        row(
            "reranking",
            "[{\"id\":\"c1\",\"content\":\"one\",\"score\":0.9,\"extras\":{}}]",
            "[{\"id\":\"c2\",\"content\":\"two\",\"score\":0.5,\"extras\":{}}]",
            rag -> rag.rerank(CHUNKS.subList(0, 1), CHUNKS.subList(1, 2))),
        row("templating", "Hi {x}", "Hi you", rag -> rag.template("Hi {x}", "Hi you")),
        row(
            "tool_call",
            "{\"tool\":\"weather\",\"args\":{\"city\":\"Paris\"}}",
            "{\"celsius\":21}",
            rag -> rag.toolCall("weather", Map.of("city", "Paris"), Map.of("celsius", 21))),
        row("synthesize", "[\"a\"]", "b", rag -> rag.synthesize(List.of("a"), "b")),
        row("custom", "in", "out", rag -> rag.custom("in", "out")));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void writesEachKindWithItsInputAndOutput(
      String kind, String input, String output, Consumer<RagEvents> log) {
    recorded.in("step", span -> log.accept(rag));

    assertThat(recorded.text("step", "raglan.event.type")).isEqualTo(kind);
    assertThat(recorded.text("step", "raglan.event.input")).isEqualTo(input);
    assertThat(recorded.text("step", "raglan.event.output")).isEqualTo(output);
    assertThat(recorded.event("step").getName()).isEqualTo(kind);
    assertThat(logged("input")).isEqualTo(input);
    assertThat(logged("output")).isEqualTo(output);
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void isASpanOfItsOwnOutsideAnySpan(
      String kind, String input, String output, Consumer<RagEvents> log) {
    log.accept(rag);

    assertThat(recorded.text(kind, "raglan.event.type")).isEqualTo(kind);
    assertThat(recorded.text(kind, "raglan.event.input")).isEqualTo(input);
    assertThat(recorded.text(kind, "raglan.event.output")).isEqualTo(output);
  }

  private String logged(String key) {
    return recorded.event("step").getAttributes().get(AttributeKey.stringKey(key));
  }

  @Test
  void carriesItsNameAndWhatElseIsKnown() {
    recorded.in(
        "step",
        span ->
            rag.named("hybrid search")
                .metadata(Map.of("index", "docs", "api_key", "abc"))
                .retrieval("q", CHUNKS));

    assertThat(recorded.event("step").getName()).isEqualTo("hybrid search");
    assertThat(recorded.text("step", "raglan.event.name")).isEqualTo("hybrid search");
    assertThat(recorded.text("step", "raglan.event.metadata"))
        .contains("\"index\":\"docs\"")
        .doesNotContain("abc");
    assertThat(logged("event_data")).contains("\"index\":\"docs\"");
  }

  @Test
  void putsTheSystemPromptOfAQueryIntoItsData() {
    recorded.in("step", span -> rag.query("q", "r", "be kind"));

    assertThat(logged("event_data")).isEqualTo("{\"system_prompt\":\"be kind\"}");
    assertThat(recorded.text("step", "raglan.user_query")).isEqualTo("q");
  }

  @Test
  void saysInTheDialectsWhatThePlainSpanIs() {
    recorded.in("step", span -> rag.retrieval("q", CHUNKS));

    assertThat(recorded.text("step", "openinference.span.kind")).isEqualTo("RETRIEVER");
    assertThat(recorded.text("step", "gen_ai.operation.name")).isEqualTo("retrieval");
    assertThat(recorded.text("step", "gen_ai.retrieval.query.text")).isEqualTo("q");
    assertThat(recorded.text("step", "input.value")).isEqualTo("q");
  }

  @Test
  void leavesTheTypeOfASpanThatHasOne() {
    recorded.raglan.generation("llm").run(() -> rag.query("q", "r"));

    assertThat(recorded.text("llm", "openinference.span.kind")).isEqualTo("LLM");
    assertThat(recorded.text("llm", "raglan.event.type")).isEqualTo("query");
  }

  @Test
  void writesTheToolInTheDialects() {
    recorded.in("step", span -> rag.toolCall("weather", Map.of("city", "Paris"), 21));

    assertThat(recorded.text("step", "gen_ai.tool.name")).isEqualTo("weather");
    assertThat(recorded.text("step", "tool.parameters")).isEqualTo("{\"city\":\"Paris\"}");
  }

  @Test
  void refusesTheSecondEventOfASpan() {
    recorded.in(
        "step",
        span -> {
          rag.retrieval("first", CHUNKS);
          rag.query("second", "r");
        });

    assertThat(recorded.event("step").getName()).isEqualTo("retrieval");
    assertThat(recorded.text("step", "raglan.event.input")).isEqualTo("first");
    assertThat(rag.refused()).isEqualTo(1);
  }

  @Test
  void oneOfManyThreadsLogsTheEventOfASpan() {
    recorded.in(
        "step",
        span -> {
          Runnable log = Context.current().wrap(() -> rag.custom("in", "out"));
          List<Thread> threads = Stream.generate(() -> new Thread(log)).limit(8).toList();
          threads.forEach(Thread::start);
          threads.forEach(RagEventsTest::join);
        });

    assertThat(recorded.span("step").getEvents()).hasSize(1);
    assertThat(rag.refused()).isEqualTo(7);
  }

  private static void join(Thread thread) {
    try {
      thread.join(30_000);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void logsOnTheSpanThatIsNamed() {
    recorded.in("root", root -> recorded.in("child", child -> rag.on(root).custom("in", "out")));

    assertThat(recorded.text("root", "raglan.event.type")).isEqualTo("custom");
    assertThat(recorded.text("child", "raglan.event.type")).isNull();
  }

  @Test
  void aSpanThatHasEndedHasNoMoreEvents() {
    Span ended = recorded.in("step", span -> {});
    rag.on(ended).custom("in", "out");
    rag.on(Span.getInvalid()).custom("in", "out");

    assertThat(recorded.spans()).hasSize(1);
    assertThat(recorded.span("step").getEvents()).isEmpty();
  }

  @Test
  void derivesATracesInputAndOutputFromItsEvents() {
    recorded.in(
        "root",
        root -> {
          recorded.in("blank", span -> rag.custom(" ", ""));
          recorded.in("retrieval", span -> rag.retrieval("the question", CHUNKS));
          recorded.in("answer", span -> rag.synthesize("parts", "the answer"));
          recorded.in("empty", span -> rag.custom("later", List.of()));
        });

    assertThat(recorded.text("root", "raglan.trace.input")).isEqualTo("the question");
    assertThat(recorded.text("root", "raglan.trace.output")).isEqualTo("the answer");
    assertThat(recorded.text("root", "input.value")).isEqualTo("the question");
    assertThat(recorded.text("answer", "raglan.trace.input")).isNull();
  }

  @Test
  void leavesATraceWithTheInputAndOutputOfItsRoot() {
    recorded
        .raglan
        .trace("root")
        .call(
            () -> {
              recorded.raglan.currentTrace().input("own in").output("own out");
              recorded.in("step", span -> rag.synthesize("parts", "made"));
              return null;
            });

    assertThat(recorded.text("root", "input.value")).isEqualTo("own in");
    assertThat(recorded.text("root", "output.value")).isEqualTo("own out");
    assertThat(recorded.text("root", "raglan.trace.input")).isNull();
    assertThat(recorded.text("root", "raglan.trace.output")).isNull();
  }

  @Test
  void leavesAGenerationAtTheTopWithItsPromptAndResponse() {
    try (ActiveGeneration llm = recorded.raglan.generation("llm").start()) {
      llm.prompt("own in").response("own out");
      recorded.in("step", span -> rag.synthesize("parts", "made"));
    }

    assertThat(recorded.text("llm", "raglan.trace.input")).isNull();
    assertThat(recorded.text("llm", "raglan.trace.output")).isNull();
  }

  @Test
  void logsOnAStepOfTheFacade() {
    try (ActiveSpan outer = recorded.raglan.span("outer").start()) {
      recorded.in("inner", span -> rag.on(outer.openTelemetrySpan()).custom("in", "out"));
    }

    assertThat(recorded.text("outer", "raglan.event.type")).isEqualTo("custom");
    assertThat(recorded.text("outer", "input.value")).isEqualTo("in");
  }

  @Test
  void aTracesOwnEventComesBeforeTheOthers() {
    recorded.in(
        "root",
        root -> {
          recorded.in("step", span -> rag.synthesize("parts", "made"));
          recorded.in("end", span -> rag.traceEvent("q", "a", Map.of("tier", "gold")));
        });

    assertThat(recorded.text("root", "raglan.trace.input")).isEqualTo("q");
    assertThat(recorded.text("root", "raglan.trace.output")).isEqualTo("a");
    assertThat(recorded.text("root", "raglan.trace.metadata")).isEqualTo("{\"tier\":\"gold\"}");
  }

  @Test
  void refusesTheSecondEventOfATraceAndOneOutsideAnyTrace() {
    recorded.in(
        "root",
        root -> {
          rag.traceEvent("first", null, null);
          rag.traceEvent("second", null, null);
        });
    rag.traceEvent("outside", null, null);

    assertThat(recorded.text("root", "raglan.trace.input")).isEqualTo("first");
    assertThat(rag.refused()).isEqualTo(2);
  }

  @Test
  void logsATracesEventOnASpanOfAnotherLibraryOnce() {
    Span other = recorded.sdk.getTracer("other").spanBuilder("http").startSpan();
    try (Scope scope = other.makeCurrent()) {
      rag.traceEvent(null, "a", null);
      rag.traceEvent("second", "b", null);
      rag.query("q", "r");
      rag.query("q2", "r2");
    }
    other.end();

    assertThat(recorded.text("http", "raglan.trace.output")).isEqualTo("a");
    assertThat(recorded.text("http", "raglan.event.input")).isEqualTo("q");
    assertThat(rag.refused()).isEqualTo(2);
  }

  @Test
  void saysWhichPipelineATraceIsOfAndWhatItReadsFrom() {
    String ingestion = "0af7651916cd43dd8448eb211c80319c";
    try (Recorded other = new Recorded(b -> b.pipelineType(PipelineType.INGESTION))) {
      other.in("ingest", span -> {});
      other.in(
          "query",
          span -> {
            other.raglan.rag().pipelineType(PipelineType.QUERY);
            other.in("below", below -> other.raglan.rag().ingestionTraceId(ingestion));
          });

      assertThat(other.text("ingest", "raglan.pipeline.type")).isEqualTo("ingestion");
      assertThat(other.text("query", "raglan.pipeline.type")).isEqualTo("query");
      assertThat(other.text("query", "raglan.ingestion.trace_id")).isEqualTo(ingestion);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> rag.ingestionTraceId("nope"));
  }

  @Test
  void keepsContentOutWhereThePolicySaysSo() {
    CapturePolicy nothing =
        new CapturePolicy(false, false, ExceptionCapture.TYPE, CaptureLimits.DEFAULT);
    try (Recorded other = new Recorded(b -> b.capture(nothing))) {
      other.in(
          "root",
          span -> {
            other.raglan.rag().query("sentinel", "sentinel", "sentinel");
            other.raglan.rag().traceEvent("sentinel", "sentinel", null);
            other.in("r", s -> other.raglan.rag().retrieval("sentinel", sentinels()));
          });

      assertThat(other.spans().toString()).doesNotContain("sentinel");
      assertThat(other.text("root", "raglan.event.type")).isEqualTo("query");
    }
  }

  @Test
  void keepsVectorsOutWhereThePolicySaysSo() {
    CapturePolicy noOutput =
        new CapturePolicy(true, false, ExceptionCapture.FULL, CaptureLimits.DEFAULT);
    try (Recorded other = new Recorded(b -> b.capture(noOutput).embeddingVectors(true))) {
      other.in(
          "root", span -> other.raglan.rag().withVectors().embedding("text", List.of(0.1234, 0.5)));

      assertThat(other.spans().toString()).doesNotContain("0.1234");
      assertThat(other.number("root", "gen_ai.embeddings.dimension.count")).isEqualTo(2);
    }
  }

  private static List<RetrievedChunk> sentinels() {
    return List.of(new RetrievedChunk("c", "sentinel", 0.5, Map.of("x", "sentinel")));
  }

  @Test
  void takesNullsAndBrokenValuesForWhatTheyAre() {
    Collection<RetrievedChunk> broken =
        new AbstractCollection<>() {
          @Override
          public Iterator<RetrievedChunk> iterator() {
            throw new StackOverflowError();
          }

          @Override
          public int size() {
            return 3;
          }
        };
    assertThatNoException()
        .isThrownBy(
            () -> {
              each(() -> rag.query(null, null, null));
              each(() -> rag.retrieval(null, null));
              each(() -> rag.retrieval("q", Arrays.asList(null, null)));
              each(() -> rag.rerank(null, null));
              each(() -> rag.rerank(broken, broken));
              each(() -> rag.embeddings(null, null));
              each(() -> rag.embeddings(List.of(), Collections.singletonList("no vector")));
              each(() -> rag.embedding(null, (float[]) null));
              each(() -> rag.chunking((String) null, null));
              each(() -> rag.toolCall(null, null, null));
              each(() -> rag.named(null).metadata(null).on((Span) null).custom(null, null));
              each(() -> rag.pipelineType(null));
            });
    assertThat(recorded.spans()).isNotEmpty();
  }

  private void each(Runnable log) {
    recorded.in("each", span -> log.run());
  }

  @Test
  void doesNothingWhenDisabledOrClosed() {
    for (Recorded idle : Arrays.asList(new Recorded(b -> b.enabled(false)), new Recorded())) {
      idle.raglan.close();
      idle.raglan.rag().query("q", "r");
      idle.raglan.rag().traceEvent("q", "r", null);

      assertThat(idle.spans()).isEmpty();
      assertThat(idle.raglan.rag().refused()).isZero();
    }
  }
}
