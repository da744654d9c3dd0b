package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Field;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A span that turns out to be a generation once it is open. */
class LateGenerationTest {

  private static final List<Map<String, String>> MESSAGES =
      List.of(Map.of("role", "user", "content", "Why?"));
  private static final Map<String, Object> COMPLETION =
      Map.of(
          "id",
          "chatcmpl-1",
          "model",
          "gpt-4o-2024-08-06",
          "choices",
          List.of(
              Map.of(
                  "index",
                  0,
                  "finish_reason",
                  "stop",
                  "message",
                  Map.of("role", "assistant", "content", "So."))),
          "usage",
          Map.of("prompt_tokens", 10, "completion_tokens", 3, "total_tokens", 13));

  private final Recorded recorded = new Recorded();

  @AfterEach
  void close() {
    recorded.close();
  }

  private <T> @Nullable T written(AttributeKey<T> key) {
    return recorded.span("s").getAttributes().get(key);
  }

  private ActiveSpan begun() {
    return recorded.raglan.span("s").startDetached();
  }

  private void assertIsTheGeneration() {
    assertThat(written(RaglanAttributes.SPAN_TYPE)).isEqualTo("generation");
    assertThat(written(OpenInference.SPAN_KIND)).isEqualTo("LLM");
    assertThat(written(GenAi.OPERATION_NAME)).isEqualTo("chat");
    assertThat(written(GenAi.REQUEST_MODEL)).isEqualTo("gpt-4o");
    assertThat(written(GenAi.PROVIDER_NAME)).isEqualTo("openai");
    assertThat(written(GenAi.INPUT_MESSAGES))
        .isEqualTo("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Why?\"}]}]");
    assertThat(written(GenAi.OUTPUT_MESSAGES)).contains("\"assistant\"", "So.");
  }

  @Test
  void isTakenAsOne() {
    try (ActiveSpan span = begun()) {
      span.asGeneration().model("gpt-4o").provider("openai").prompt(MESSAGES).response(COMPLETION);
    }

    assertIsTheGeneration();
    assertThat(written(GenAi.RESPONSE_ID)).isEqualTo("chatcmpl-1");
    assertThat(written(GenAi.USAGE_INPUT_TOKENS)).isEqualTo(10);
    assertThat(written(RaglanAttributes.COST_TOTAL)).isNotNull();
  }

  @Test
  void isWhatAnUpdateWithPromptAndResponseMakesOfIt() {
    begun()
        .update(
            Map.of(
                "prompt",
                MESSAGES,
                "response",
                COMPLETION,
                "model",
                "gpt-4o",
                "provider",
                "openai"))
        .end();

    assertIsTheGeneration();
    assertThat(written(GenAi.USAGE_OUTPUT_TOKENS)).isEqualTo(3);
  }

  @Test
  void isWhatATypedUpdateMakesOfIt() {
    begun()
        .update(
            SpanUpdate.create()
                .field(Field.MODEL, "gpt-4o")
                .field(Field.PROVIDER, "openai")
                .field(Field.PROMPT, MESSAGES)
                .field(Field.RESPONSE, COMPLETION))
        .end();

    assertIsTheGeneration();
  }

  @Test
  void isWhatAdalinesContentOfAModelMakesOfIt() {
    Map<String, Object> content =
        Map.of(
            "type",
            "Model",
            "provider",
            "openai",
            "model",
            "gpt-4o",
            "input",
            "[{\"role\": \"user\", \"content\": \"Why?\"}]",
            "output",
            "{\"role\": \"assistant\", \"content\": \"So.\"}");
    begun().update(Map.of("status", "success", "content", content)).end();

    assertIsTheGeneration();
    assertThat(written(RaglanAttributes.STATUS)).isEqualTo("success");
  }

  @ParameterizedTest
  @CsvSource({
    "Embeddings, embedding",
    "Function, tool",
    "Tool, tool",
    "Guardrail, guardrail",
    "Retrieval, retriever",
    "Other, span",
  })
  void isOfTheTypeOfAdalinesContent(String content, String type) {
    begun()
        .update(Map.of("content", Map.of("type", content, "input", "in", "output", "out")))
        .end();

    assertThat(written(RaglanAttributes.SPAN_TYPE)).isEqualTo(type);
    assertThat(written(OpenInference.INPUT_VALUE)).isEqualTo("in");
    assertThat(written(OpenInference.OUTPUT_VALUE)).isEqualTo("out");
  }

  @Test
  void keepsATypeThatItHas() {
    ActiveSpan tool = recorded.raglan.span("s").type(SpanType.TOOL).startDetached();
    tool.asGeneration().model("gpt-4o");
    tool.end();

    assertThat(written(RaglanAttributes.SPAN_TYPE)).isEqualTo("tool");
  }

  @Test
  void takesInputAndOutputWithoutBecomingOne() {
    begun().update(Map.of("input", "in", "output", Map.of("a", 1))).end();

    assertThat(written(RaglanAttributes.SPAN_TYPE)).isEqualTo("span");
    assertThat(written(OpenInference.INPUT_VALUE)).isEqualTo("in");
    assertThat(written(OpenInference.OUTPUT_VALUE)).isEqualTo("{\"a\":1}");
  }

  @Test
  void takesNothingFromTheGenerationAround() {
    try (ActiveGeneration around =
        recorded.raglan.generation("around").model("gpt-4o").startDetached()) {
      ActiveSpan span = around.span("s").startDetached();
      span.asGeneration().response(COMPLETION);
      span.end();
      around.response(Map.of("usage", Map.of("prompt_tokens", 5, "completion_tokens", 1)));
    }

    assertThat(written(GenAi.USAGE_INPUT_TOKENS)).isEqualTo(10);
    assertThat(recorded.span("around").getAttributes().get(GenAi.USAGE_INPUT_TOKENS)).isEqualTo(5);
  }

  @Test
  void staysAsItEnded() {
    ActiveSpan span = begun();
    span.end();
    span.asGeneration().model("gpt-4o");
    span.update(Map.of("prompt", "late"));

    assertThat(written(RaglanAttributes.SPAN_TYPE)).isEqualTo("span");
  }
}
