package dev.raglan.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.dialect.Dialects;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderOnWorkerTest {

  private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey("output.value");

  private static final Attributes CONSTANTS =
      Attributes.of(AttributeKey.stringKey("constant"), "kept back");

  private final SdkTracerProvider provider = SdkTracerProvider.builder().build();
  private final Span span = provider.get("test").spanBuilder("call").startSpan();
  private final RenderTime onWorker =
      new RenderOnWorker(
          new Renderer(
              Dialects.withOwn(Dialects.defaults()), JsonRenderer.of(CaptureLimits.DEFAULT)),
          CaptureLimits.DEFAULT.maxLength(),
          false,
          () -> null);

  @Test
  void leavesToTheWorkerWhatCanWait() {
    assertThat(
            onWorker.take(captured("x".repeat(100_000)), CONSTANTS, Attributes.empty(), span, null))
        .isNotSameAs(Deferred.WRITTEN);
    assertThat(output()).isNull();
  }

  @Test
  void cutsAtOnceWhatIsTooHeavyToWait() {
    takeAll(captured("x".repeat(50_000_000)));
    assertThat(output()).hasSizeBetween(16_000, 16_384);
  }

  @Test
  void cutsAtOnceAListWhoseRestIsTooHeavy() {
    List<String> million =
        java.util.stream.IntStream.range(0, 1_000_000).mapToObj(i -> "x").toList();
    takeAll(captured(List.copyOf(million)));
    assertThat(output()).isNotNull();
  }

  @Test
  void writesAtOnceOnASpanThatNoProcessorWouldRecognize() {
    Span bridged = Span.wrap(span.getSpanContext());
    assertThat(onWorker.take(captured("text"), CONSTANTS, Attributes.empty(), bridged, null))
        .isSameAs(Deferred.WRITTEN);
  }

  private void takeAll(Captured captured) {
    assertThat(onWorker.take(captured, CONSTANTS, Attributes.empty(), span, null))
        .isSameAs(Deferred.WRITTEN);
    assertThat(((ReadableSpan) span).getAttributes().asMap())
        .containsAllEntriesOf(CONSTANTS.asMap());
  }

  private String output() {
    return ((ReadableSpan) span).getAttribute(OUTPUT);
  }

  private static Captured captured(Object output) {
    return new Captured(
        SpanDescription.of("call", SpanType.CHAIN),
        null,
        output,
        new Bindings(),
        null,
        Extracted.NONE);
  }
}
