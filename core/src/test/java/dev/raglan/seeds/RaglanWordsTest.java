package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Field;
import dev.raglan.annotation.Traced;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.GenAiOptions;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no seed has a word for. */
class RaglanWordsTest {

  @RegisterExtension final Spans spans = new Spans();

  static Stream<Arguments> fields() {
    return Stream.of(
        row(SpanType.GENERATION, Field.TOP_K, 40, GenAiOptions.TOP_K, 40.0),
        row(SpanType.GENERATION, Field.FREQUENCY_PENALTY, 0.1, GenAiOptions.FREQUENCY_PENALTY, 0.1),
        row(SpanType.GENERATION, Field.PRESENCE_PENALTY, 0.2, GenAiOptions.PRESENCE_PENALTY, 0.2),
        row(SpanType.GENERATION, Field.SEED, 42, GenAiOptions.SEED, 42L),
        row(
            SpanType.GENERATION,
            Field.FINISH_REASON,
            "stop",
            GenAi.RESPONSE_FINISH_REASONS,
            List.of("stop")),
        row(SpanType.GENERATION, Field.RESPONSE_ID, "r-1", GenAi.RESPONSE_ID, "r-1"),
        row(SpanType.GENERATION, Field.RESPONSE_MODEL, "m", GenAi.RESPONSE_MODEL, "m"),
        row(
            SpanType.GENERATION,
            Field.SYSTEM_PROMPT,
            "Be kind.",
            GenAi.SYSTEM_INSTRUCTIONS,
            "[{\"type\":\"text\",\"content\":\"Be kind.\"}]"),
        row(SpanType.RETRIEVER, Field.QUERY, "q", GenAi.RETRIEVAL_QUERY_TEXT, "q"),
        row(SpanType.RETRIEVER, Field.DOCUMENTS, List.of(1), RaglanAttributes.DOCUMENTS, "[1]"),
        row(SpanType.RETRIEVER, Field.DATA_SOURCE_ID, "docs", GenAi.DATA_SOURCE_ID, "docs"),
        row(SpanType.EMBEDDING, Field.EMBEDDING_MODEL, "m", GenAi.REQUEST_MODEL, "m"),
        row(
            SpanType.EMBEDDING,
            Field.EMBEDDING_MODEL,
            "m",
            OpenInference.EMBEDDING_MODEL_NAME,
            "m"),
        row(
            SpanType.EMBEDDING,
            Field.EMBEDDING_DIMENSIONS,
            512,
            GenAi.EMBEDDINGS_DIMENSION_COUNT,
            512L),
        row(SpanType.RERANKER, Field.RERANKING_MODEL, "m", GenAi.REQUEST_MODEL, "m"),
        row(SpanType.RERANKER, Field.RERANKING_MODEL, "m", OpenInference.RERANKER_MODEL_NAME, "m"),
        row(SpanType.TOOL, Field.TOOL_DESCRIPTION, "d", GenAi.TOOL_DESCRIPTION, "d"),
        row(SpanType.TOOL, Field.TOOL_DESCRIPTION, "d", OpenInference.TOOL_DESCRIPTION, "d"),
        row(SpanType.TOOL, Field.TOOL_CALL_ID, "call-1", GenAi.TOOL_CALL_ID, "call-1"),
        row(SpanType.TOOL, Field.TOOL_CALL_ID, "call-1", OpenInference.TOOL_CALL_ID, "call-1"),
        row(SpanType.AGENT, Field.AGENT_NAME, "tutor", GenAi.AGENT_NAME, "tutor"),
        row(SpanType.AGENT, Field.AGENT_NAME, "tutor", OpenInference.AGENT_NAME, "tutor"),
        row(SpanType.AGENT, Field.AGENT_ID, "a-1", GenAi.AGENT_ID, "a-1"),
        row(SpanType.AGENT, Field.AGENT_DESCRIPTION, "d", GenAi.AGENT_DESCRIPTION, "d"),
        row(SpanType.AGENT, Field.AGENT_VERSION, "1.0", GenAi.AGENT_VERSION, "1.0"),
        row(SpanType.GENERATION, Field.PROMPT_VERSION, 2, RaglanAttributes.PROMPT_VERSION, "2"),
        row(
            SpanType.GENERATION,
            Field.PROMPT_VERSION,
            "v2",
            OpenInference.LLM_PROMPT_TEMPLATE_VERSION,
            "v2"),
        row(SpanType.GENERATION, Field.SERVER_ADDRESS, "host", GenAi.SERVER_ADDRESS, "host"),
        row(SpanType.GENERATION, Field.SERVER_PORT, 443, GenAi.SERVER_PORT, 443L),
        row(SpanType.SPAN, Field.VERSION, "2.1", RaglanAttributes.VERSION, "2.1"),
        row(SpanType.SPAN, Field.RELEASE, "2026.1", RaglanAttributes.RELEASE, "2026.1"),
        row(SpanType.SPAN, Field.GROUP_ID, "g", RaglanAttributes.GROUP_ID, "g"),
        row(
            SpanType.SPAN,
            Field.APPLICATION_VARIANT_ID,
            "v",
            RaglanAttributes.APPLICATION_VARIANT_ID,
            "v"),
        row(
            SpanType.SPAN,
            Field.APPLICATION_INTERACTION_ID,
            "i",
            RaglanAttributes.APPLICATION_INTERACTION_ID,
            "i"),
        row(SpanType.TOOL, Field.TOOL_NAME, "weather", GenAi.TOOL_NAME, "weather"),
        row(
            SpanType.TOOL,
            Field.TOOL_ARGUMENTS,
            Map.of("city", "Paris"),
            GenAi.TOOL_CALL_ARGUMENTS,
            "{\"city\":\"Paris\"}"));
  }

  private static Arguments row(
      SpanType type, Field field, Object value, AttributeKey<?> key, Object written) {
    return Arguments.of(type, field, value, key, written);
  }

  @ParameterizedTest(name = "{1} {3}")
  @MethodSource("fields")
  void writesAFieldOfRaglans(
      SpanType type, Field field, Object value, AttributeKey<?> key, Object written) {
    spans.raglan.span("s").type(type).field(field, value).startDetached().end();

    assertThat(spans.written("s", key)).isEqualTo(written);
  }

  @Test
  void noFieldWritesNothing() {
    spans.raglan.span("s").field(Field.NONE, "lost").startDetached().end();

    assertThat(spans.ended("s").getAttributes().asMap().values()).doesNotContain("lost");
  }

  /** A method for each type. */
  static final class Typed {

    @Traced(type = SpanType.SPAN)
    void span() {}

    @Traced(type = SpanType.GENERATION)
    void generation() {}

    @Traced(type = SpanType.CHAIN)
    void chain() {}

    @Traced(type = SpanType.AGENT)
    void agent() {}

    @Traced(type = SpanType.TOOL)
    void tool() {}

    @Traced(type = SpanType.RETRIEVER)
    void retriever() {}

    @Traced(type = SpanType.RERANKER)
    void reranker() {}

    @Traced(type = SpanType.EMBEDDING)
    void embedding() {}

    @Traced(type = SpanType.GUARDRAIL)
    void guardrail() {}

    @Traced(type = SpanType.EVALUATOR)
    void evaluator() {}

    @Traced(type = SpanType.PROMPT)
    void prompt() {}

    @Traced(type = SpanType.CUSTOM)
    void custom() {}
  }

  @ParameterizedTest
  @EnumSource(SpanType.class)
  void isOfEachType(SpanType type) {
    String written = type.name().toLowerCase(Locale.ROOT);
    spans.raglan.span("s").type(type).startDetached().end();
    spans.call(new Typed(), written);

    String kind =
        switch (type) {
          case GENERATION -> "LLM";
          case SPAN, CUSTOM -> "CHAIN";
          default -> type.name();
        };
    for (String span : List.of("s", "Typed." + written)) {
      assertThat(spans.written(span, RaglanAttributes.SPAN_TYPE)).isEqualTo(written);
      assertThat(spans.written(span, OpenInference.SPAN_KIND)).isEqualTo(kind);
    }
  }
}
