package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.model.CapturePolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is captured by the environment variables of other conventions. */
class CaptureVariablesTest {

  private static CapturePolicy policy(Map<String, String> variables) {
    try (Raglan raglan = Raglan.builder().enabled(false).fromEnvironment(variables::get).build()) {
      return raglan.capturePolicy();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, true, true, true",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, SPAN_ONLY, true, true",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, SPAN_AND_EVENT, true, true",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, False, false, false",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, NO_CONTENT, false, false",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, EVENT_ONLY, false, false",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT, ' ', true, true",
    "OPENINFERENCE_HIDE_INPUTS, true, false, true",
    "OPENINFERENCE_HIDE_INPUT_MESSAGES, TRUE, false, true",
    "OPENINFERENCE_HIDE_INPUT_TEXT, true, false, true",
    "OPENINFERENCE_HIDE_LLM_TOOLS, true, false, true",
    "OPENINFERENCE_HIDE_OUTPUTS, true, true, false",
    "OPENINFERENCE_HIDE_OUTPUT_MESSAGES, true, true, false",
    "OPENINFERENCE_HIDE_OUTPUT_TEXT, true, true, false",
    "OPENINFERENCE_HIDE_OUTPUTS, false, true, true",
  })
  void followsTheVariables(String name, String value, boolean input, boolean output) {
    CapturePolicy policy = policy(Map.of(name, value));

    assertThat(policy.input()).isEqualTo(input);
    assertThat(policy.output()).isEqualTo(output);
  }

  @Test
  void aPolicyThatIsSetWins() {
    try (Raglan raglan =
        Raglan.builder()
            .enabled(false)
            .capture(CapturePolicy.DEFAULT)
            .fromEnvironment(Map.of("OPENINFERENCE_HIDE_INPUTS", "true")::get)
            .build()) {
      assertThat(raglan.capturePolicy().input()).isTrue();
    }
  }

  @Test
  void refusesAValueThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy(Map.of("OPENINFERENCE_HIDE_INPUTS", "yes")))
        .withMessageStartingWith("OPENINFERENCE_HIDE_INPUTS: 'yes' is not one of its values");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> policy(Map.of("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "some")))
        .withMessageContaining("span_only");
  }
}
