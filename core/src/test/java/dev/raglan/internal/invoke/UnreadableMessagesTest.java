package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.annotation.Generation;
import dev.raglan.internal.dialect.GenAiSchemas;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No message is made of what stands in place of a value that was not looked into. */
class UnreadableMessagesTest {

  /** Asks, and gives what it was given. */
  static final class Service {

    @Generation
    @Nullable Object generates(@Nullable Object prompt) {
      return prompt;
    }
  }

  private static final String INPUT = "gen_ai.input.messages";

  private static Map<String, Object> written(Object prompt) throws Exception {
    try (AnnotatedCalls calls = new AnnotatedCalls()) {
      calls.call(new Service(), "generates", prompt);
      return calls.written();
    }
  }

  static Stream<Object> values() {
    return Stream.of(
        new Object(),
        (Runnable) () -> {},
        new byte[9],
        "secret".toCharArray(),
        new double[100],
        new float[1536],
        new ByteArrayInputStream(new byte[3]),
        Thread.currentThread());
  }

  @ParameterizedTest
  @MethodSource("values")
  void areNotMade(Object value) throws Exception {
    assertThat(written(value)).doesNotContainKeys(INPUT, "gen_ai.output.messages");
  }

  @Test
  void keepWhatCanBeReadAndSayHowMuchCannot() throws Exception {
    Map<String, Object> written =
        written(
            List.of(
                Map.of("role", "user", "content", List.of("See?", new Object(), new Object()))));
    GenAiSchemas.checkInputMessages(written.get(INPUT));
    assertThat(written.get(INPUT).toString()).contains("See?").doesNotContain("java.lang");
    assertThat(written).containsEntry("raglan.message_parts.left_out", 2L);
  }
}
