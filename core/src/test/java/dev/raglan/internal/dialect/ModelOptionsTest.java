package dev.raglan.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Field;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.SpanType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelOptionsTest {

  @Test
  void holdNoMessages() {
    assertThat(parameters(new RawJson("{\"messages\":[1],\"prompt\":\"p\",\"user\":\"u\"}")))
        .isEqualTo(Map.of("user", "u"));
  }

  @Test
  void anOptionBoundByItselfReplacesTheSameInAnySpelling() {
    Map<String, Object> attributes =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .bind(Field.MODEL_OPTIONS, new RawJson("{\"maxTokens\":5,\"topP\":0.5}"))
                .bind(Field.MAX_TOKENS, 9)
                .build());

    assertThat(Rendered.json(attributes.get("llm.invocation_parameters")))
        .isEqualTo(Map.of("topP", 0.5, "max_tokens", 9));
    assertThat(attributes)
        .containsEntry("gen_ai.request.max_tokens", 9L)
        .containsEntry("gen_ai.request.top_p", 0.5);
  }

  @Test
  void areReadOutOfWhatIsBoundTogether() {
    Map<String, Object> attributes =
        Rendered.of(
            CallBuilder.of(SpanType.GENERATION)
                .bind(
                    Field.MODEL_OPTIONS,
                    Map.of(
                        "n",
                        2,
                        "stream",
                        true,
                        "stop",
                        List.of("a", "b"),
                        "temperature",
                        "hot",
                        "responseFormat",
                        "text",
                        "encoding_format",
                        "float"))
                .build());

    assertThat(attributes)
        .containsEntry("gen_ai.request.choice.count", 2L)
        .containsEntry("gen_ai.request.stream", true)
        .containsEntry("gen_ai.request.stop_sequences", List.of("a", "b"))
        .containsEntry("gen_ai.output.type", "text")
        .containsEntry("gen_ai.request.encoding_formats", List.of("float"))
        .doesNotContainKey("gen_ai.request.temperature");
  }

  @Test
  void thatAreNoObjectStandUnderOneName() {
    assertThat(parameters("creative")).isEqualTo(Map.of("options", "creative"));
  }

  private static Object parameters(Object options) {
    Map<String, Object> attributes =
        Rendered.of(CallBuilder.of(SpanType.GENERATION).bind(Field.MODEL_OPTIONS, options).build());
    return Rendered.json(attributes.get("llm.invocation_parameters"));
  }
}
