package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.raglan.Raglan;
import dev.raglan.spi.GivenTarget;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipeline's limits decide how much of a list is written. */
class AttributeLimitTest {

  private static final AttributeKey<Long> LEFT_OUT =
      AttributeKey.longKey("raglan.messages.left_out");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  private OpenTelemetrySdk sdk(SpanLimits limits) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setSpanLimits(limits)
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build())
        .build();
  }

  private SpanData generation(Raglan raglan, int messages) {
    List<Map<String, String>> prompt =
        IntStream.range(0, messages)
            .mapToObj(i -> Map.of("role", i % 2 == 0 ? "user" : "assistant", "content", "m" + i))
            .toList();
    raglan.generation("g").prompt(prompt).response("So.").startDetached().end();
    raglan.flush(Duration.ofSeconds(30));
    return exporter.getFinishedSpanItems().get(0);
  }

  @Test
  void raglansOwnPipelineKeepsSixtyMessages() {
    try (Raglan raglan = Raglan.builder().exportTo(new GivenTarget("memory", exporter)).build()) {
      SpanData span = generation(raglan, 60);

      assertThat(span.getAttributes().get(LEFT_OUT)).isNull();
      assertThat(
              span.getAttributes()
                  .get(AttributeKey.stringKey("llm.input_messages.59.message.content")))
          .isEqualTo("m59");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {70, 128, 300})
  void anSdkOfTheApplicationDropsNoAttribute(int limit) {
    SpanLimits limits = SpanLimits.builder().setMaxNumberOfAttributes(limit).build();
    try (OpenTelemetrySdk sdk = sdk(limits)) {
      SpanData span = generation(Raglan.builder(sdk).build(), 200);

      assertThat(span.getTotalAttributeCount()).isEqualTo(span.getAttributes().size());
      assertThat(span.getAttributes().size()).isLessThanOrEqualTo(limit).isGreaterThan(limit / 2);
      assertThat(span.getAttributes().get(LEFT_OUT)).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 200, 1_000, 40_000})
  void aLimitOfTheLengthOfAttributesCutsNoJson(int length) throws Exception {
    SpanLimits limits = SpanLimits.builder().setMaxAttributeValueLength(length).build();
    try (OpenTelemetrySdk sdk = sdk(limits)) {
      Raglan raglan = Raglan.builder(sdk).build();
      raglan
          .generation("g")
          .prompt(List.of(Map.of("role", "user", "content", "long ".repeat(20_000))))
          .customAttributes(Map.of("k", "v ".repeat(20_000)))
          .response(Map.of("text", "so ".repeat(20_000)))
          .startDetached()
          .end();
      SpanData span = exporter.getFinishedSpanItems().get(0);

      for (String key : List.of("gen_ai.input.messages", "metadata")) {
        String json = span.getAttributes().get(AttributeKey.stringKey(key));
        assertThat(json).as(key).hasSizeLessThanOrEqualTo(length);
        assertThat(new ObjectMapper().readTree(json)).as(key).isNotEmpty();
      }
    }
  }
}
