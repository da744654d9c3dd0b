package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.trace.ActiveGeneration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
