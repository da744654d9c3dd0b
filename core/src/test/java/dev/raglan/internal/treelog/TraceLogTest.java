package dev.raglan.internal.treelog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.raglan.export.TraceLog;
import dev.raglan.internal.delivery.Spans;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TraceLogTest {

  private final StringBuilder out = new StringBuilder();
  private final SpanExporter exporter = TraceLog.to(out).open();

  @Test
  void printsAFinishedTraceAsATree() {
    export(generation().build(), retrieval().build(), ask().build());

    assertThat(out)
        .hasToString(
            """
            trace 4bf92f35 · RagService.ask · 412 ms · 908 tokens · $0.0021
            └─ RagService.ask        chain       412 ms  ━━━━━━━━━━                       ok  "What is Raglan?" → "A sleeve…"
               ├─ Retriever.search   retriever    38 ms  ━                                ok  "raglan" → [{"id":"d1"},{"id":"d2"}]
               └─ Answerer.generate  generation  360 ms   ━━━━━━━━━  812→96 tok  $0.0021  ok
            """);
  }

  @Test
  void printsEachTraceAsOneEventOfTheLogger() {
    Logger logger = (Logger) LoggerFactory.getLogger("dev.raglan.traces");
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    logger.addAppender(events);
    try {
      SpanExporter toLogger = TraceLog.toLogger().open();
      toLogger.export(List.of(generation().build(), ask().build()));
    } finally {
      logger.detachAppender(events);
    }

    assertThat(events.list).hasSize(1);
    assertThat(events.list.get(0).getLevel()).isEqualTo(Level.INFO);
    assertThat(events.list.get(0).getFormattedMessage().lines())
        .hasSize(3)
        .first()
        .isEqualTo("trace 4bf92f35 · RagService.ask · 412 ms · 908 tokens · $0.0021");
  }

  @Test
  void waitsForTheRoot() {
    export(retrieval().build());
    exporter.flush();
    assertThat(out).isEmpty();

    export(ask().build());
    assertThat(out).contains("└─ RagService.ask", "   └─ Retriever.search");
  }

  @Test
  void takesASpanWithARemoteParentForTheRoot() {
    SpanContext caller = Spans.context(Spans.TRACE, 99);
    export(
        retrieval().build(),
        ask()
            .setParentSpanContext(
                SpanContext.createFromRemoteParent(
                    caller.getTraceId(),
                    caller.getSpanId(),
                    caller.getTraceFlags(),
                    caller.getTraceState()))
            .build());

    assertThat(out).contains("└─ RagService.ask", "   └─ Retriever.search");
  }

  @Test
  void saysHowASpanFailed() {
    export(
        Spans.child(2, 1, "Answerer.generate", 1, 30)
            .setAttributes(
                content("generation", "hi", "")
                    .put(ErrorAttributes.ERROR_TYPE, "java.io.IOException")
                    .build())
            .setStatus(StatusData.create(StatusCode.ERROR, "connection\nreset"))
            .build(),
        Spans.child(3, 1, "Tool.call", 31, 32)
            .setAttributes(Attributes.builder().put(RaglanAttributes.STATUS, "canceled").build())
            .build(),
        Spans.child(4, 1, "Later.call", 33, 34)
            .setAttributes(Attributes.builder().put(RaglanAttributes.RESULT_PENDING, true).build())
            .setKind(SpanKind.CLIENT)
            .build(),
        Spans.root("Agent.run").setStatus(StatusData.error()).build());

    assertThat(out)
        .hasToString(
            """
            trace 4bf92f35 · Agent.run · ERROR · 412 ms
            └─ Agent.run                         412 ms  ━━━━━━━━━━  ERROR
               ├─ Answerer.generate  generation   29 ms  ━           ERROR IOException: connection\\nreset  "hi" → ""
               ├─ Tool.call                      1.0 ms  ━           canceled
               └─ Later.call         client      1.0 ms  ━           pending
            """);
  }

  @Test
  void readsTheExceptionThatTheSdkRecorded() {
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      Span span = provider.get("test").spanBuilder("Rag.ask").startSpan();
      span.recordException(new IllegalStateException("no index"));
      span.setStatus(StatusCode.ERROR);
      span.end();
    }

    assertThat(out).contains("└─ Rag.ask").endsWith("ERROR IllegalStateException: no index\n");
  }

  @Test
  void keepsForgedLinesOut() {
    String forged = "x\r\n2026-01-01 INFO admin logged in\u001b[2K\u2028";
    export(
        Spans.root(forged)
            .setAttributes(
                content(forged, forged, forged).put(RaglanAttributes.STATUS, forged).build())
            .setStatus(StatusData.create(StatusCode.ERROR, forged))
            .build());

    assertThat(out.toString().lines()).hasSize(2);
    assertThat(out.toString().replace("\n", "").chars())
        .noneMatch(c -> Character.isISOControl(c) || c == '\u2028');
  }

  @Test
  void cutsLongContent() {
    export(Spans.root("a").setAttributes(content("chain", "i".repeat(9_000), "o").build()).build());

    assertThat(out).contains("\"" + "i".repeat(16) + "…\" → \"o\"").doesNotContain("i".repeat(17));
  }

  @Test
  void countsUsageOnceWhereParentsSumItUp() {
    Attributes usage =
        Attributes.builder()
            .put(GenAi.USAGE_INPUT_TOKENS, 10L)
            .put(RaglanAttributes.COST_TOTAL, 0.5)
            .build();
    export(
        Spans.child(3, 2, "Model.call", 2, 3).setAttributes(usage).build(),
        Spans.child(2, 1, "Agent.step", 1, 4).setAttributes(usage).build(),
        Spans.child(4, 1, "Model.call", 5, 6).setAttributes(usage).build(),
        Spans.root("Agent.run").build());

    assertThat(out).startsWith("trace 4bf92f35 · Agent.run · 412 ms · 20 tokens · $1.00\n");
  }

  @Test
  void continuesATraceWithSpansThatComeLate() {
    export(ask().build());
    export(Spans.child(6, 5, "Async.inner", 420, 440).build());
    exporter.flush();
    assertThat(out).doesNotContain("Async");

    export(Spans.child(5, 1, "Async.outer", 410, 450).build());
    out.setLength(0);
    exporter.flush();

    assertThat(out)
        .hasToString(
            """
            trace 4bf92f35 · RagService.ask · continued · 40 ms
            └─ Async.outer     40 ms  ━━━━━━━━━━  ok
               └─ Async.inner  20 ms    ━━━━━━    ok
            """);
  }

  @Test
  void continuesALateTraceWhenTheNextOneEnds() {
    export(ask().build());
    export(Spans.child(5, 1, "Async.outer", 410, 450).build());
    export(Spans.span(Spans.traceId(7), 1, "Other.call", 0, 1).build());

    assertThat(out).containsSubsequence("Other.call", "RagService.ask · continued", "Async.outer");
  }

  @Test
  void doesNotTakeTheNextCallOfATraceForALateOne() {
    export(ask().build());
    export(Spans.child(12, 11, "Second.child", 510, 520).build());
    exporter.flush();
    assertThat(out).doesNotContain("Second.child");

    export(Spans.span(Spans.TRACE, 11, "Second.call", 500, 530).build());
    assertThat(out).contains("└─ Second.call", "   └─ Second.child");
  }

  @Test
  void holdsWholeTreesWhateverTheirNumber() {
    int traces = 5_000;
    for (int trace = 1; trace <= traces; trace++) {
      export(orphan(trace, 2, "child"));
    }
    assertThat(out).isEmpty();

    for (int trace = 1; trace <= traces; trace++) {
      export(Spans.span(Spans.traceId(trace), 1, "root", 0, 2).build());
    }

    assertThat(out.toString().lines())
        .hasSize(3 * traces)
        .noneMatch(line -> line.contains("incomplete") || line.contains("left out"));
  }

  @Test
  void refusesNewTracesBeforeItBreaksOldOnes() {
    int traces = TraceBuffer.OPEN_TO_NEW;
    for (int trace = 1; trace <= traces + 7; trace++) {
      export(orphan(trace, 2, "child"));
    }
    for (int trace = 1; trace <= traces; trace++) {
      export(orphan(trace, 3, "child of an old trace"));
      if (trace % 4 == 0) {
        export(Spans.span(Spans.traceId(trace), 1, "root", 0, 2).build());
        export(Spans.span(Spans.traceId(trace - 1), 1, "root", 0, 2).build());
        export(Spans.span(Spans.traceId(trace - 2), 1, "root", 0, 2).build());
        export(Spans.span(Spans.traceId(trace - 3), 1, "root", 0, 2).build());
      }
    }
    for (int trace = traces + 1; trace <= traces + 7; trace++) {
      export(Spans.span(Spans.traceId(trace), 1, "root of a refused trace", 0, 2).build());
    }

    assertThat(out)
        .containsOnlyOnce("… 7 traces left out")
        .doesNotContain("incomplete", "refused", "more spans");
    assertThat(out.toString().lines()).hasSize(4 * traces + 1);
  }

  @Test
  void makesRoomWhereRootsNeverCome() {
    AtomicLong clock = new AtomicLong();
    TraceBuffer buffer = new TraceBuffer(clock::get);
    for (int trace = 1; trace <= TraceBuffer.OPEN_TO_NEW; trace++) {
      assertThat(buffer.add(List.of(orphan(trace, 2, "abandoned")))).isEmpty();
    }
    clock.addAndGet(TimeUnit.MINUTES.toNanos(11));

    List<String> trees = buffer.add(List.of(orphan(99_999, 2, "new")));

    assertThat(trees)
        .hasSize(TraceBuffer.OPEN_TO_NEW)
        .allMatch(tree -> tree.contains("incomplete"));
    assertThat(buffer.add(List.of(Spans.span(Spans.traceId(99_999), 1, "root", 0, 2).build())))
        .singleElement()
        .asString()
        .contains("root", "new");
  }

  @Test
  void fitsIntoAHundredAndTwentyColumns() {
    List<SpanData> spans = new ArrayList<>();
    for (int id = 2; id <= 40; id++) {
      spans.add(
          Spans.child(id, id - 1, "VeryLongService字.method" + "x".repeat(50), id, 3_600_000)
              .setAttributes(
                  content("a-custom-type-of-span", "字".repeat(100), "o".repeat(100))
                      .put(GenAi.USAGE_INPUT_TOKENS, 1_234_567L)
                      .put(GenAi.USAGE_OUTPUT_TOKENS, 1_234_567L)
                      .put(RaglanAttributes.COST_TOTAL, 12_345.6)
                      .build())
              .setStatus(StatusData.create(StatusCode.ERROR, "e".repeat(200)))
              .build());
    }
    spans.add(Spans.root("r".repeat(500)).build());

    export(spans.toArray(SpanData[]::new));

    assertThat(out.toString().lines()).hasSize(41).allMatch(line -> columns(line) <= 120);
    assertThat(out).contains("1234567→1234567 tok  $12,345.60  ERROR e");
  }

  private static int columns(String line) {
    return line.codePoints().map(c -> c == '字' ? 2 : 1).sum();
  }

  @Test
  void showsTheTokensOfAStreamInAnyDialect() {
    export(
        Spans.child(2, 1, "stream", 1, 2)
            .setAttributes(
                Attributes.builder()
                    .put(OpenInference.LLM_TOKEN_COUNT_PROMPT, 10L)
                    .put(OpenInference.LLM_TOKEN_COUNT_COMPLETION, 5L)
                    .put(RaglanAttributes.STREAM_CHUNKS, 4L)
                    .build())
            .build(),
        Spans.child(3, 1, "total", 3, 4)
            .setAttributes(
                Attributes.builder().put(RaglanAttributes.USAGE_TOTAL_TOKENS, 7L).build())
            .build(),
        Spans.child(4, 1, "unknown", 5, 6)
            .setAttributes(Attributes.builder().put(RaglanAttributes.STREAM_CHUNKS, 42L).build())
            .build(),
        Spans.root("ask").build());

    assertThat(out).contains("10→5 tok", "  7 tok", "42 chunks", " · 22 tokens");
  }

  @Test
  void showsTheTokensThatMicrometersTracingWritesAsTexts() {
    export(
        Spans.child(2, 1, "chat gpt-4o", 1, 2)
            .setAttributes(
                Attributes.builder()
                    .put("gen_ai.usage.input_tokens", "1117")
                    .put("gen_ai.usage.output_tokens", "246")
                    .build())
            .build(),
        Spans.child(3, 1, "odd", 3, 4)
            .setAttributes(
                Attributes.builder()
                    .put("gen_ai.usage.input_tokens", "99999999999999999999")
                    .build())
            .build(),
        Spans.root("ask").build());

    assertThat(out).contains("1117→246 tok", " · 1,363 tokens");
  }

  @Test
  void showsTheValueOfFeedback() {
    export(
        Spans.root("feedback")
            .setAttributes(
                Attributes.builder()
                    .put(RaglanAttributes.FEEDBACK_VALUE, "false")
                    .put(RaglanAttributes.FEEDBACK_COMMENT, "too\nlong")
                    .build())
            .build());

    assertThat(out).contains("ok  false \"too\\nlong\"");
  }

  @Test
  void leavesOutSpansOfATraceThatIsTooLarge() {
    List<SpanData> spans = new ArrayList<>();
    for (int id = 2; id <= PendingTrace.MAX_SPANS + 4; id++) {
      spans.add(Spans.child(id, 1, "child", id, id + 1).build());
    }
    spans.add(ask().build());
    export(spans.toArray(SpanData[]::new));

    assertThat(out.toString().lines())
        .hasSize(PendingTrace.MAX_SPANS + 3)
        .endsWith("   … 3 more spans, left out");
  }

  @Test
  void holdsSoManySpansAltogether() {
    int traces = TraceBuffer.MAX_SPANS / PendingTrace.MAX_SPANS + 1;
    for (int id = 2; id < PendingTrace.MAX_SPANS + 2; id++) {
      for (int trace = 1; trace <= traces; trace++) {
        export(orphan(trace, id, "child"));
      }
    }
    for (int trace = 1; trace <= traces; trace++) {
      export(Spans.span(Spans.traceId(trace), 1, "root", 0, 2).build());
    }

    assertThat(out).contains("more spans, left out").doesNotContain("incomplete");
    assertThat(out.toString().lines().filter(line -> line.contains("child")))
        .hasSizeBetween(TraceBuffer.MAX_SPANS - traces, TraceBuffer.MAX_SPANS);
  }

  @Test
  void drawsAVeryDeepTree() {
    List<SpanData> spans = new ArrayList<>();
    for (int id = 2; id <= 1_500; id++) {
      spans.add(Spans.child(id, id - 1, "deep", id, 5_000).build());
    }
    spans.add(ask().build());
    export(spans.toArray(SpanData[]::new));

    assertThat(out.toString().lines()).hasSize(1_501).allMatch(line -> line.length() <= 120);
  }

  @Test
  void endsOnSpansThatAreEachOthersParents() {
    export(
        Spans.child(2, 3, "a", 1, 2).build(),
        Spans.child(3, 2, "b", 1, 2).build(),
        Spans.child(4, 4, "c", 1, 2).build());
    assertThat(exporter.shutdown().isSuccess()).isTrue();

    assertThat(out).contains("incomplete", "├─ a", "│  └─ b", "└─ c");
  }

  @Test
  void printsWhatIsLeftAtShutdown() {
    export(ask().build());
    export(orphan(9, 2, "orphan"), Spans.child(5, 1, "late", 410, 450).build());

    assertThat(exporter.shutdown().isSuccess()).isTrue();

    assertThat(out).contains("RagService.ask · continued", "└─ late", "incomplete", "└─ orphan");
    assertThat(exporter.export(List.of(ask().build())).isSuccess()).isFalse();
  }

  @Test
  void failsTheExportWhenTheTextCannotBeAppended() {
    SpanExporter broken = TraceLog.to(new Broken()).open();

    assertThat(broken.export(List.of(ask().build())).isSuccess()).isFalse();
  }

  private static SpanData orphan(long trace, long id, String name) {
    String traceId = Spans.traceId(trace);
    return Spans.span(traceId, id, name, 0, 1)
        .setParentSpanContext(Spans.context(traceId, 1))
        .build();
  }

  private static TestSpanData.Builder ask() {
    return Spans.root("RagService.ask")
        .setAttributes(content("chain", "What is Raglan?", "A sleeve…").build());
  }

  private static TestSpanData.Builder retrieval() {
    return Spans.child(2, 1, "Retriever.search", 2, 40)
        .setAttributes(
            content("retriever", "raglan", "[{\"id\":\"d1\"},{\"id\":\"d2\"}]")
                .put(OpenInference.OUTPUT_MIME_TYPE, "application/json")
                .build());
  }

  private static TestSpanData.Builder generation() {
    return Spans.child(3, 1, "Answerer.generate", 50, 410)
        .setAttributes(
            Attributes.builder()
                .put(RaglanAttributes.SPAN_TYPE, "generation")
                .put(GenAi.USAGE_INPUT_TOKENS, 812L)
                .put(GenAi.USAGE_OUTPUT_TOKENS, 96L)
                .put(RaglanAttributes.COST_TOTAL, 0.0021)
                .build());
  }

  private static AttributesBuilder content(String type, String input, String output) {
    return Attributes.builder()
        .put(RaglanAttributes.SPAN_TYPE, type)
        .put(OpenInference.INPUT_VALUE, input)
        .put(OpenInference.OUTPUT_VALUE, output);
  }

  private void export(SpanData... spans) {
    assertThat(exporter.export(List.of(spans)).isSuccess()).isTrue();
  }

  private static final class Broken implements Appendable {

    @Override
    public Appendable append(CharSequence text) throws IOException {
      throw new IOException("closed");
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) throws IOException {
      throw new IOException("closed");
    }

    @Override
    public Appendable append(char c) throws IOException {
      throw new IOException("closed");
    }
  }
}
