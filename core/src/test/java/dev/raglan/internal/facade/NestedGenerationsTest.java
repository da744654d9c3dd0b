package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.Raglan;
import dev.raglan.trace.ActiveGeneration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generations of the facade below each other. */
class NestedGenerationsTest {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).build();

  @AfterEach
  void close() {
    raglan.close();
    sdk.close();
  }

  private static Map<String, Object> answer(String id, int input, int output) {
    return Map.of(
        "id",
        id,
        "model",
        "gpt-4o",
        "text",
        "4",
        "usage",
        Map.of("prompt_tokens", input, "completion_tokens", output));
  }

  private Long inputTokens(int number) {
    return exporter
        .getFinishedSpanItems()
        .get(number)
        .getAttributes()
        .get(AttributeKey.longKey("gen_ai.usage.input_tokens"));
  }

  @Test
  void areCountedOnceOnTheEnclosingOne() {
    try (ActiveGeneration outer = raglan.generation("outer").model("gpt-4o").start()) {
      try (ActiveGeneration first = raglan.generation("first").model("gpt-4o").start()) {
        first.response(answer("a", 5, 3));
      }
      try (ActiveGeneration second = raglan.generation("second").model("gpt-4o").start()) {
        second.response(answer("b", 7, 1));
      }
      outer.response(answer("b", 7, 1));
    }

    assertThat(inputTokens(0)).isNull();
    assertThat(inputTokens(1)).isNull();
    assertThat(inputTokens(2)).isEqualTo(12);
  }

  /**
   * A call below a generation.
   *
   * @param answered the model that its answer tells; null for none
   */
  record Inner(String provider, String asked, String answered) {}

  static Stream<Inner> inner() {
    return Stream.of(
        new Inner("openai", "gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
        new Inner("openai", "gpt-4o-mini", null),
        new Inner("anthropic", "claude-sonnet-4-5", "claude-sonnet-4-5-20250929"),
        new Inner("anthropic", "claude-haiku-4-5", null),
        new Inner("aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", null),
        new Inner("groq", "openai/gpt-oss-120b", "openai/gpt-oss-120b"),
        new Inner("ollama", "command-r", "command-r"),
        new Inner("ollama", "mistral-small-latest", null));
  }

  private void ask(Inner call, String id) {
    Map<String, Object> answer = new LinkedHashMap<>(answer(id, 1_000, 50));
    answer.put("model", call.answered());
    try (ActiveGeneration inner = raglan.generation("inner").start()) {
      inner.model(call.asked()).provider(call.provider()).response(answer);
    }
  }

  private double cost() {
    return exporter.getFinishedSpanItems().stream()
        .map(span -> span.getAttributes().get(AttributeKey.doubleKey("raglan.cost.total")))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  @ParameterizedTest
  @MethodSource("inner")
  void costTheSameWithinAnotherOfWhateverModel(Inner call) {
    ask(call, "a");
    double alone = cost();
    for (String[] outer : new String[][] {{null, null}, {"openai", "gpt-4.1"}, {"ollama", "m"}}) {
      for (int calls = 1; calls <= 3; calls++) {
        exporter.reset();
        try (ActiveGeneration enclosing = raglan.generation("outer").start()) {
          if (outer[0] != null) {
            enclosing.provider(outer[0]).model(outer[1]);
          }
          for (int i = 0; i < calls; i++) {
            ask(call, "a" + i);
          }
          enclosing.output("4");
        }
        assertThat(cost()).as("%s in %s", calls, outer[0]).isEqualTo(calls * alone, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("inner")
  void costTheSameWithinOneThatReturnsTheAnswerWithoutItsIdAndModel(Inner call) {
    ask(call, "a");
    double alone = cost();
    exporter.reset();
    try (ActiveGeneration enclosing = raglan.generation("outer").start()) {
      ask(call, "a");
      enclosing.response(
          Map.of("text", "4", "usage", Map.of("prompt_tokens", 1_000, "completion_tokens", 50)));
    }

    assertThat(cost()).isEqualTo(alone, within(1e-12));
  }

  @Test
  void keepTheirTokensBelowOneThatHasEnded() {
    ActiveGeneration outer = raglan.generation("outer").model("gpt-4o").start();
    outer.end();
    try (ActiveGeneration late = raglan.generation("late").model("gpt-4o").start()) {
      late.response(answer("a", 5, 3));
    }

    assertThat(inputTokens(0)).isNull();
    assertThat(inputTokens(1)).isEqualTo(5);
  }

  @Test
  void failWithAResponseThatIsAnError() {
    try (ActiveGeneration generation = raglan.generation("g").model("gpt-4o").start()) {
      generation.response(Map.of("error", Map.of("code", 503, "message", "Gone")));
    }

    SpanData span = exporter.getFinishedSpanItems().get(0);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("Gone");
    assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type"))).isEqualTo("503");
  }
}
