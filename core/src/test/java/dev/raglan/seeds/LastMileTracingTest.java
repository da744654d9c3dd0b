package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.export.OtlpJsonFile;
import dev.raglan.model.PipelineType;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.SerializedSpanContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** LastMile's page "Tracing SDK": the tracer, its spans and its decorators. */
class LastMileTracingTest {

  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());
  private static final String W3C = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String JSON =
      "{\"trace_id\":14576827793038113322513871894673895836,\"span_id\":13235353014750950193,"
          + "\"trace_flags\":1,\"trace_state\":\"\",\"is_remote\":true}";

  @RegisterExtension final Spans spans = new Spans();

  private final Raglan raglan = spans.raglan;

  private void isBelowTheRemoteSpan(String name) {
    assertThat(spans.ended(name).getTraceId()).isEqualTo(REMOTE.getTraceId());
    assertThat(spans.ended(name).getParentSpanId()).isEqualTo(REMOTE.getSpanId());
  }

  @Test
  void isThereForEverybody() {
    Raglan before = Raglan.global();
    try (Raglan built = Raglan.builder(spans.sdk).buildGlobal()) {
      assertThat(Raglan.global()).isSameAs(built);
    } finally {
      Raglan.setGlobal(before);
    }
  }

  @Test
  void thereAreSeveralByTheirNames(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("ingestion.jsonl");
    try (Raglan ingestion =
            Raglan.builder().exportTo(OtlpJsonFile.at(file)).buildNamed("ingestion");
        Raglan query =
            Raglan.builder()
                .pipelineType(PipelineType.QUERY)
                .params(Map.of("top_k", 5))
                .exportTo(OtlpJsonFile.at(directory.resolve("query.jsonl")))
                .buildNamed("query")) {
      assertThat(Raglan.named("ingestion")).isSameAs(ingestion);
      assertThat(Raglan.named("query")).isSameAs(query);
      assertThat(Raglan.named("other")).isNull();
      assertThat(ingestion.params().getAll()).isEmpty();
      assertThat(query.params().getAll()).containsEntry("top_k", 5);
      Raglan.named("ingestion").span("in-a-file").startDetached().end();
      assertThatIllegalStateException()
          .isThrownBy(() -> Raglan.builder().buildNamed("query"))
          .withMessageContaining("'query'");
      assertThat(Raglan.named("query")).isSameAs(query);
    }

    assertThat(Raglan.named("query")).isNull();
    assertThat(Files.readString(file)).contains("in-a-file", "\"stringValue\":\"ingestion\"");
    assertThat(directory.resolve("query.jsonl")).isEmptyFile();
  }

  @Test
  void aStepIsAnOpenTelemetrySpan() {
    try (ActiveSpan span = raglan.span("s").start()) {
      assertThat(Span.current()).isSameAs(span.openTelemetrySpan());
      Span.current().setAttribute("k", "v");
    }

    assertThat(spans.text("s", "k")).isEqualTo("v");
  }

  @Test
  void hasTheNameOfItsService(@TempDir Path directory) throws IOException {
    assertThat(fileOf(directory)).contains("\"service.name\"", "\"my_rag_tracer\"");
  }

  @Test
  void writesItsSpansToAFile(@TempDir Path directory) throws IOException {
    assertThat(fileOf(directory)).startsWith("{\"resourceSpans\":").contains("\"in-a-file\"");
  }

  private static String fileOf(Path directory) throws IOException {
    Path file = directory.resolve("spans.jsonl");
    try (Raglan writing =
        Raglan.builder().serviceName("my_rag_tracer").exportTo(OtlpJsonFile.at(file)).build()) {
      writing.span("in-a-file").startDetached().end();
    }
    return Files.readString(file);
  }

  @ParameterizedTest
  @EnumSource(PipelineType.class)
  void saysWhichPipelineATraceIsOf(PipelineType type) {
    Spans ofOne = new Spans(builder -> builder.pipelineType(type));
    ofOne.raglan.trace("t").startDetached().end();
    raglan.trace("t", () -> raglan.rag().pipelineType(type));

    String written = type == PipelineType.INGESTION ? "ingestion" : "query";
    assertThat(ofOne.written("t", RaglanAttributes.PIPELINE_TYPE)).isEqualTo(written);
    assertThat(spans.written("t", RaglanAttributes.PIPELINE_TYPE)).isEqualTo(written);
  }

  @Test
  void isOfNoPipelineUnlessToldSo() {
    raglan.trace("t", () -> {});

    assertThat(spans.written("t", RaglanAttributes.PIPELINE_TYPE)).isNull();
  }

  @Test
  void namesTheTraceThatIngested() {
    raglan.trace("t", () -> raglan.rag().ingestionTraceId(REMOTE.getTraceId()));

    assertThat(spans.written("t", RaglanAttributes.INGESTION_TRACE_ID))
        .isEqualTo(REMOTE.getTraceId());
  }

  @Test
  void startsASpanAsTheCurrentOne() {
    try (ActiveSpan span = raglan.span("outer").start()) {
      raglan.span("inner").start().end();
    }

    assertThat(spans.ended("inner").getParentSpanId()).isEqualTo(spans.ended("outer").getSpanId());
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void startsASpanThatIsNotTheCurrentOne() {
    ActiveSpan span = raglan.span("s").startDetached();
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    assertThat(spans.ended()).isEmpty();
    span.end();

    assertThat(spans.ended("s").hasEnded()).isTrue();
  }

  @Test
  void startsBelowAContext() {
    raglan.span("s").parent(Context.root().with(Span.wrap(REMOTE))).startDetached().end();

    isBelowTheRemoteSpan("s");
  }

  @Test
  void startsBelowASpanContext() {
    raglan.span("s").parent(new SerializedSpanContext(REMOTE)).startDetached().end();

    isBelowTheRemoteSpan("s");
  }

  @ParameterizedTest
  @ValueSource(strings = {W3C, JSON})
  void startsBelowASerializedSpanContext(String serialized) {
    raglan.span("s").parent(serialized).startDetached().end();

    isBelowTheRemoteSpan("s");
  }

  @Test
  void isInternalUnlessAnotherKindIsSaid() {
    raglan.span("s").startDetached().end();
    raglan.span("server").kind(SpanKind.SERVER).startDetached().end();
    raglan.generation("g").startDetached().end();

    assertThat(spans.ended("s").getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(spans.ended("server").getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(spans.ended("g").getKind()).isEqualTo(SpanKind.CLIENT);
  }

  @Test
  void startsWithAttributesAndLinks() {
    Attributes how = Attributes.of(AttributeKey.stringKey("how"), "after");
    raglan
        .span("s")
        .attributes(Map.of("k", "v"))
        .link(REMOTE)
        .link(REMOTE, how)
        .startDetached()
        .end();

    assertThat(spans.text("s", "k")).isEqualTo("v");
    assertThat(spans.ended("s").getLinks())
        .containsExactly(LinkData.create(REMOTE), LinkData.create(REMOTE, how));
  }

  @Test
  void startsWhenItIsSaid() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    raglan.span("s").startTime(noon).startDetached().end();

    assertThat(spans.ended("s").getStartEpochNanos())
        .isEqualTo(TimeUnit.SECONDS.toNanos(noon.getEpochSecond()));
  }

  @Test
  void recordsAnExceptionAndTheFailure() {
    assertThatThrownBy(() -> raglan.span("run", LastMileTracingTest::fail)).hasMessage("broken");
    assertThatThrownBy(() -> spans.call(new Annotated(), "fails")).hasMessage("broken");
    raglan.span("told").startDetached().recordException(new IllegalStateException("broken")).end();

    for (String name : new String[] {"run", "fails", "told"}) {
      SpanData span = spans.ended(name);
      Attributes event = spans.event(name).getAttributes();
      assertThat(event.get(ErrorAttributes.EXCEPTION_TYPE)).endsWith("IllegalStateException");
      assertThat(event.get(ErrorAttributes.EXCEPTION_MESSAGE)).isEqualTo("broken");
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(spans.written(name, ErrorAttributes.ERROR_TYPE))
          .isEqualTo("java.lang.IllegalStateException");
    }
  }

  private static void fail() {
    throw new IllegalStateException("broken");
  }

  @Test
  void recordsNoExceptionThatItIsNotTold() {
    assertThatThrownBy(
            () -> {
              try (ActiveSpan span = raglan.span("s").start()) {
                fail();
              }
            })
        .hasMessage("broken");

    assertThat(spans.ended("s").getEvents()).isEmpty();
    assertThat(spans.ended("s").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void endsWithItsBlock() {
    try (ActiveSpan span = raglan.span("block").start()) {
      assertThat(spans.ended()).isEmpty();
    }
    raglan.span("run", () -> {});
    raglan.<String, RuntimeException>span("call", () -> "");

    assertThat(spans.ended()).hasSize(3).allMatch(SpanData::hasEnded);
  }

  @Test
  void outlivesTheScopeItWasCurrentIn() {
    ActiveSpan span = raglan.span("s").startDetached();
    try (Scope scope = span.makeCurrent()) {
      raglan.span("inner").start().end();
    }
    assertThat(span.isRecording()).isTrue();
    span.end();

    assertThat(spans.ended("inner").getParentSpanId()).isEqualTo(span.spanId());
  }

  @Test
  void takesAttributesWhileItIsOpen() {
    try (ActiveSpan span = raglan.span("s").start()) {
      span.attribute("yielded", "a");
      raglan.currentSpan().attribute("current", "b");
      Span.current().setAttribute("otel", "c");
    }

    assertThat(spans.text("s", "yielded")).isEqualTo("a");
    assertThat(spans.text("s", "current")).isEqualTo("b");
    assertThat(spans.text("s", "otel")).isEqualTo("c");
  }

  static final class Annotated {

    @Traced(value = "traced", attributes = "k=v")
    String traced(String myArg) {
      return "out";
    }

    @Traced("fails")
    void fails() {
      fail();
    }

    @Traced("stage")
    CompletableFuture<String> stage(CompletableFuture<String> stage) {
      return stage;
    }

    @Traced("mono")
    Mono<String> mono() {
      return Mono.just("late");
    }
  }

  @Test
  void writesInputAndOutputOfAnAnnotatedMethod() {
    spans.call(new Annotated(), "traced", "in");

    assertThat(spans.written("traced", OpenInference.INPUT_VALUE)).isEqualTo("in");
    assertThat(spans.written("traced", OpenInference.OUTPUT_VALUE)).isEqualTo("out");
  }

  @Test
  void hasTheAttributesOfItsAnnotation() {
    spans.call(new Annotated(), "traced", "in");
    raglan.span("called").attributes(Map.of("k", "v")).call(() -> "out");

    assertThat(spans.text("traced", "k")).isEqualTo("v");
    assertThat(spans.text("called", "k")).isEqualTo("v");
  }

  @Test
  void runsWorkAsASpan() {
    String result = raglan.span("s").input("in").call(() -> "out");

    assertThat(result).isEqualTo("out");
    assertThat(spans.written("s", OpenInference.INPUT_VALUE)).isEqualTo("in");
    assertThat(spans.written("s", OpenInference.OUTPUT_VALUE)).isEqualTo("out");
  }

  @Test
  void followsAsynchronousWork() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> work = new CompletableFuture<>();
    spans.call(new Annotated(), "stage", stage);
    raglan.span("work").callAsync(() -> work);
    assertThat(spans.ended()).isEmpty();
    stage.complete("late");
    work.complete("late");
    assertThat(((Mono<?>) spans.call(new Annotated(), "mono")).block(Duration.ofSeconds(60)))
        .isEqualTo("late");

    for (String name : new String[] {"stage", "work", "mono"}) {
      assertThat(spans.written(name, OpenInference.OUTPUT_VALUE)).as(name).isEqualTo("late");
    }
  }

  @Test
  void spansOfOtherLibrariesBelongToTheTrace() {
    try (ActiveTrace trace = raglan.trace("t").sessionId("s-1").start()) {
      spans.sdk.getTracer("vector-store").spanBuilder("search").startSpan().end();
    }

    assertThat(spans.ended("search").getParentSpanId()).isEqualTo(spans.ended("t").getSpanId());
    assertThat(spans.written("search", OpenInference.SESSION_ID)).isEqualTo("s-1");
  }
}
