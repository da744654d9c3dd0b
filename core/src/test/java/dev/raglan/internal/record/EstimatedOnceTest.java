package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens of which nobody tells are estimated on one of the generations that enclose each other. */
class EstimatedOnceTest {

  private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private final Raglan raglan = Raglan.builder(sdk).estimateTokens(true).build();

  @AfterEach
  void close() {
    sdk.close();
  }

  private String ask(String name, String answer) {
    try (var span = raglan.generation(name).model("gpt-4o").prompt("The capital?").start()) {
      if (name.equals("outer")) {
        ask("inner", answer);
      }
      span.response(answer);
      return answer;
    }
  }

  private Long counted(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .map(SpanData::getAttributes)
        .map(attributes -> attributes.get(INPUT))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Test
  void theInnermostOfNestedGenerationsIsEstimated() {
    ask("outer", "Paris.");

    assertThat(counted("inner")).isPositive();
    assertThat(counted("outer")).isNull();
  }

  @Test
  void oneThatEnclosesNoneIsEstimated() {
    ask("alone", "Paris.");

    assertThat(counted("alone")).isPositive();
  }
}
