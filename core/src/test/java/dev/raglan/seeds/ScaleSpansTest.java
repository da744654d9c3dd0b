package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Traced;
import dev.raglan.model.ScaleSpanType;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scale's spans resource: what a span holds. */
class ScaleSpansTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @RegisterExtension final Spans spans = new Spans();

  @Test
  void hasIdsAndAName() {
    try (ActiveTrace trace = spans.raglan.trace("trace").start()) {
      trace.span("child").startDetached().end();
    }

    SpanData trace = spans.ended("trace");
    SpanData child = spans.ended("child");
    assertThat(child.getSpanId()).hasSize(16).isNotEqualTo(trace.getSpanId());
    assertThat(child.getTraceId()).isEqualTo(trace.getTraceId()).hasSizeLessThanOrEqualTo(38);
    assertThat(child.getParentSpanId()).isEqualTo(trace.getSpanId());
  }

  @Test
  void hasAStartAndAnEnd() {
    spans.raglan.span("s").startTime(NOON).endTime(NOON.plusSeconds(1)).startDetached().end();
    spans.raglan.span("at").startTime(NOON).startDetached().end(NOON.plusSeconds(1));

    long noon = TimeUnit.SECONDS.toNanos(NOON.getEpochSecond());
    for (String span : new String[] {"s", "at"}) {
      assertThat(spans.ended(span).getStartEpochNanos()).isEqualTo(noon);
      assertThat(spans.ended(span).getEndEpochNanos()).isEqualTo(noon + 1_000_000_000);
    }
  }

  @Test
  void carriesWhatScaleGroupsSpansBy() {
    spans
        .raglan
        .span("s")
        .attribute(RaglanAttributes.GROUP_ID, "group-1")
        .attribute(RaglanAttributes.APPLICATION_VARIANT_ID, "variant-1")
        .attribute(RaglanAttributes.APPLICATION_INTERACTION_ID, "interaction-1")
        .startDetached()
        .end();

    assertThat(spans.text("s", "raglan.group_id")).isEqualTo("group-1");
    assertThat(spans.text("s", "raglan.application.variant_id")).isEqualTo("variant-1");
    assertThat(spans.text("s", "raglan.application.interaction_id")).isEqualTo("interaction-1");
  }

  @Test
  void hasInputOutputAndMetadata() {
    spans
        .raglan
        .span("s")
        .input(Map.of("query", "q"))
        .output(Map.of("answer", "a"))
        .metadata(Map.of("tier", "gold"))
        .startDetached()
        .end();

    assertThat(spans.written("s", OpenInference.INPUT_VALUE)).isEqualTo("{\"query\":\"q\"}");
    assertThat(spans.written("s", OpenInference.OUTPUT_VALUE)).isEqualTo("{\"answer\":\"a\"}");
    assertThat(spans.written("s", OpenInference.METADATA)).isEqualTo("{\"tier\":\"gold\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS, SUCCESS, success",
    "ERROR, FAILURE, failure",
    "CANCELED, CANCELED, canceled"
  })
  void hasAStatus(String seed, Status status, String written) {
    spans.raglan.span("word").status(seed).startDetached().end();
    spans.raglan.span("constant").status(status).startDetached().end();

    assertThat(spans.written("word", RaglanAttributes.STATUS)).isEqualTo(written);
    assertThat(spans.written("constant", RaglanAttributes.STATUS)).isEqualTo(written);
  }

  static final class Annotated {

    @Traced(value = "typed", type = SpanType.RETRIEVER)
    void typed() {}

    @Traced(value = "custom", customType = "KB_RETRIEVAL")
    void custom() {}
  }

  @Test
  void hasAType() {
    spans.raglan.span("s").type(SpanType.RETRIEVER).startDetached().end();
    spans.call(new Annotated(), "typed");
    spans.call(new Annotated(), "custom");

    assertThat(spans.written("s", RaglanAttributes.SPAN_TYPE)).isEqualTo("retriever");
    assertThat(spans.written("typed", RaglanAttributes.SPAN_TYPE)).isEqualTo("retriever");
    assertThat(spans.written("custom", RaglanAttributes.SPAN_TYPE)).isEqualTo("KB_RETRIEVAL");
  }

  @ParameterizedTest
  @CsvSource({
    "TEXT_INPUT, SPAN, TEXT_INPUT, CHAIN",
    "TEXT_OUTPUT, SPAN, TEXT_OUTPUT, CHAIN",
    "COMPLETION_INPUT, PROMPT, COMPLETION_INPUT, PROMPT",
    "COMPLETION, GENERATION, COMPLETION, LLM",
    "KB_RETRIEVAL, RETRIEVER, KB_RETRIEVAL, RETRIEVER",
    "KB_INPUT, SPAN, KB_INPUT, CHAIN",
    "RERANKING, RERANKER, RERANKING, RERANKER",
    "EXTERNAL_ENDPOINT, SPAN, EXTERNAL_ENDPOINT, CHAIN",
    "PROMPT_ENGINEERING, PROMPT, PROMPT_ENGINEERING, PROMPT",
    "DOCUMENT_INPUT, SPAN, DOCUMENT_INPUT, CHAIN",
    "MAP_REDUCE, CHAIN, MAP_REDUCE, CHAIN",
    "DOCUMENT_SEARCH, RETRIEVER, DOCUMENT_SEARCH, RETRIEVER",
    "DOCUMENT_PROMPT, PROMPT, DOCUMENT_PROMPT, PROMPT",
    "CUSTOM, CUSTOM, custom, CHAIN",
    "CODE_EXECUTION, TOOL, CODE_EXECUTION, TOOL",
    "DATA_MANIPULATION, SPAN, DATA_MANIPULATION, CHAIN",
    "EVALUATION, EVALUATOR, EVALUATION, EVALUATOR",
    "FILE_RETRIEVAL, RETRIEVER, FILE_RETRIEVAL, RETRIEVER",
    "KB_ADD_CHUNK, SPAN, KB_ADD_CHUNK, CHAIN",
    "KB_MANAGEMENT, SPAN, KB_MANAGEMENT, CHAIN",
    "GUARDRAIL, GUARDRAIL, guardrail, GUARDRAIL",
    "TRACER, CHAIN, TRACER, CHAIN",
    "AGENT_TRACER, AGENT, AGENT_TRACER, AGENT",
    "AGENT_WORKFLOW, AGENT, AGENT_WORKFLOW, AGENT",
    "STANDALONE, SPAN, STANDALONE, CHAIN",
  })
  void isOfEachTypeOfScales(String seed, SpanType type, String written, String kind) {
    spans.raglan.span("s").type(seed).startDetached().end();

    assertThat(ScaleSpanType.valueOf(seed).spanType()).isEqualTo(type);
    assertThat(spans.written("s", RaglanAttributes.SPAN_TYPE)).isEqualTo(written);
    assertThat(spans.written("s", OpenInference.SPAN_KIND)).isEqualTo(kind);
  }

  @Test
  void scaleHasNoOtherTypes() {
    assertThat(ScaleSpanType.values()).hasSize(25);
  }
}
