package dev.raglan.internal.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.spi.GivenTarget;
import dev.raglan.trace.ActiveGeneration;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The constants of the facade's spans in our own pipeline are given to them at their end. */
class ConstantsTest {

  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("raglan.span.type");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<String> MINE = AttributeKey.stringKey("mine");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  private static ActiveGeneration start(Raglan raglan, String name) {
    return raglan
        .generation(name)
        .provider("openai")
        .model("gpt-4o")
        .attribute("mine", "start")
        .start();
  }

  private SpanData delivered(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anOpenSpanSaysWhatItIsAndADeliveredOneEverything() {
    try (Raglan raglan = Raglan.builder().exportTo(new GivenTarget("memory", exporter)).build()) {
      try (ActiveGeneration open = start(raglan, "first")) {
        ReadableSpan span = (ReadableSpan) open.openTelemetrySpan();
        assertThat(span.getAttribute(MODEL)).isNull();
        assertThat(span.getAttribute(MINE)).isEqualTo("start");
        assertThat(span.getAttributes().size()).isLessThan(6);
        open.openTelemetrySpan().setAttribute(MODEL, "written meanwhile");
      }
      start(raglan, "second").end();
      raglan.flush(Duration.ofSeconds(30));

      assertThat(delivered("first").getAttributes().get(MODEL)).isEqualTo("written meanwhile");
      assertThat(delivered("second").getAttributes().get(MODEL)).isEqualTo("gpt-4o");
      assertThat(delivered("second").getAttributes().get(MINE)).isEqualTo("start");
      assertThat(delivered("second").getAttributes().get(TYPE))
          .isEqualTo(delivered("first").getAttributes().get(TYPE));
    }
  }

  @Test
  void namesThatDifferFromSpanToSpanKeepTheirOwnConstants() {
    try (Raglan raglan = Raglan.builder().exportTo(new GivenTarget("memory", exporter)).build()) {
      for (int i = 0; i < 600; i++) {
        raglan.generation("g" + i).model("model-" + i).start().end();
      }
      raglan.flush(Duration.ofSeconds(30));

      assertThat(delivered("g0").getAttributes().get(MODEL)).isEqualTo("model-0");
      assertThat(delivered("g599").getAttributes().get(MODEL)).isEqualTo("model-599");
    }
  }
}
