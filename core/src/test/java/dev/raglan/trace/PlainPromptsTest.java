package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.semconv.GenAi;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Prompts and responses that are no messages in a provider's form are messages all the same. */
class PlainPromptsTest {

  private final Recorded recorded = new Recorded();

  @AfterEach
  void close() {
    recorded.close();
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("Why?", List.of("Why?")),
        Arguments.of(Map.of("user_id", "u-3"), List.of("{\\\"user_id\\\":\\\"u-3\\\"}")),
        Arguments.of(Map.of("message", "hi"), List.of("{\\\"message\\\":\\\"hi\\\"}")),
        Arguments.of(List.of("a", "b"), List.of("a", "b")),
        Arguments.of(new String[] {"a", "b"}, List.of("a", "b")),
        Arguments.of(7, List.of("7")));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aPromptIsMessages(Object value, List<String> texts) {
    recorded.raglan.generation("g").prompt(value).startDetached().end();

    assertThat(recorded.text("g", GenAi.INPUT_MESSAGES.getKey()))
        .startsWith("[{\"role\":\"user\",\"parts\":[{")
        .contains(texts);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aResponseIsMessages(Object value, List<String> texts) {
    recorded.raglan.generation("g").response(value).startDetached().end();

    assertThat(recorded.text("g", GenAi.OUTPUT_MESSAGES.getKey()))
        .startsWith("[{\"role\":\"assistant\",")
        .contains(texts);
  }
}
