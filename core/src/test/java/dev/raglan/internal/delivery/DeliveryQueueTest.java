package dev.raglan.internal.delivery;

import static dev.raglan.internal.delivery.Producing.LONG;
import static dev.raglan.internal.delivery.Producing.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.capture.Arguments;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.capture.Extracted;
import dev.raglan.internal.dialect.Dialects;
import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.json.NamedValues;
import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.render.EndingSpan;
import dev.raglan.internal.render.Renderer;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.SpanType;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.Dialect;
import dev.raglan.spi.RenderedCall;
import dev.raglan.spi.SpanDescription;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveryQueueTest {

  private static final AttributeKey<String> INPUT = AttributeKey.stringKey("input.value");
  private static final JsonRenderer JSON = JsonRenderer.of(CaptureLimits.DEFAULT);

  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void openTheGate() {
    gate.countDown();
  }

  @Test
  void dropsTheNewestSpanWhenTheQueueIsFull() {
    ScriptedExporter hung = ScriptedExporter.hung("hung", gate);
    try (Producing producing = Producing.to(patient().batchSize(2).maxQueueSpans(4), hung)) {
      producing.spans(6);
      assertThat(producing.stats().dropped(DropReason.QUEUE_FULL_SPANS)).isEqualTo(2);
      gate.countDown();
      producing.delivery.flush(LONG);
      assertThat(hung.names()).containsExactly("span 0", "span 1", "span 2", "span 3");
    }
  }

  @Test
  void holdsItsBytesThoughTheSpansAreFew() {
    ScriptedExporter hung = ScriptedExporter.hung("hung", gate);
    long max = 4 << 20;
    try (Producing producing = Producing.to(patient().maxQueueBytes(max), hung)) {
      for (int i = 0; i < 500; i++) {
        producing.start("heavy").setAttribute("text", "x".repeat(20_000)).end();
      }
      DeliveryStats stats = producing.stats();
      assertThat(stats.queuedBytes()).isCloseTo(max, within(max / 20));
      assertThat(stats.dropped(DropReason.QUEUE_FULL_BYTES)).isEqualTo(500 - stats.queued());
      producing.assertAccountedFor(500);
    }
  }

  @Test
  void holdsItsBytesThoughOnlyReferencesAreKept() {
    ScriptedExporter hung = ScriptedExporter.hung("hung", gate);
    Renderer renderer = new Renderer(Dialects.withOwn(Dialects.defaults()), JSON);
    long max = 4 << 20;
    try (Producing producing = Producing.to(patient().maxQueueBytes(max), hung)) {
      for (int i = 0; i < 500; i++) {
        end(producing, captured("x".repeat(20_000)), renderer, 40_000);
      }
      DeliveryStats stats = producing.stats();
      assertThat(stats.queuedBytes()).isCloseTo(max, within(max / 5));
      assertThat(stats.dropped(DropReason.QUEUE_FULL_BYTES)).isEqualTo(500 - stats.queued());
      gate.countDown();
      producing.delivery.flush(LONG);
      assertThat(hung.batches.stream().flatMap(Collection::stream))
          .extracting(span -> span.getAttributes().get(INPUT).length())
          .allMatch(length -> length > 16_000 && length <= 16_384);
    }
  }

  @Test
  void rendersOnTheWorkerOnceForAllTargets() {
    List<String> renderedOn = new java.util.concurrent.CopyOnWriteArrayList<>();
    Renderer renderer = new Renderer(List.of(dialect(() -> renderedOn.add(currentThread()))), JSON);
    ScriptedExporter one = ScriptedExporter.healthy("one");
    ScriptedExporter other = ScriptedExporter.healthy("other");
    try (Producing producing = Producing.to(patient(), one, other)) {
      end(producing, captured("question"), renderer, 100);
      producing.delivery.flush(LONG);
      assertThat(renderedOn).containsExactly("raglan-delivery");
      assertThat(one.batches.peek())
          .zipSatisfy(other.batches.peek(), (span, same) -> assertThat(span).isSameAs(same));
    }
  }

  @Test
  void exportsASpanThatCannotBeRenderedWithoutThoseAttributes() {
    ScriptedExporter exporter = ScriptedExporter.healthy("memory");
    Renderer failing =
        new Renderer(
            List.of(
                dialect(
                    () -> {
                      throw new StackOverflowError("in a dialect");
                    })),
            JSON);
    try (Producing producing = Producing.to(patient(), exporter)) {
      end(producing, captured("question"), failing, 100);
      assertThat(producing.delivery.flush(LONG)).isEqualTo(new FlushResult(true, 1, 0, 0));
      assertThat(exporter.batches.peek())
          .singleElement()
          .satisfies(span -> assertThat(span.getName()).isEqualTo("call"))
          .satisfies(span -> assertThat(span.getAttributes().get(INPUT)).isNull());
    }
  }

  @Test
  void countsTheRenderedAttributes() {
    ScriptedExporter exporter = ScriptedExporter.healthy("memory");
    Renderer renderer = new Renderer(Dialects.withOwn(Dialects.defaults()), JSON);
    try (Producing producing = Producing.to(patient(), exporter)) {
      end(producing, captured("question"), renderer, 100);
      producing.delivery.flush(LONG);
      assertThat(exporter.batches.peek())
          .singleElement()
          .satisfies(span -> assertThat(span.getAttributes().get(INPUT)).isEqualTo("question"))
          .satisfies(
              span ->
                  assertThat(span.getTotalAttributeCount()).isEqualTo(span.getAttributes().size()));
    }
  }

  private static void end(Producing producing, Captured captured, Renderer renderer, long bytes) {
    Span span = producing.start("call");
    EndingSpan.end(
        span,
        DeferredAttributes.of(
            Attributes.empty(), Attributes.empty(), captured, renderer, bytes, null),
        null);
  }

  private static Captured captured(String input) {
    return new Captured(
        SpanDescription.of("call", SpanType.CHAIN),
        new Arguments(NamedValues.Names.of("input"), new Object[] {input}),
        null,
        new Bindings(),
        null,
        Extracted.NONE);
  }

  private static String currentThread() {
    return Thread.currentThread().getName();
  }

  private static Dialect dialect(Runnable onRender) {
    return new Dialect() {
      @Override
      public String name() {
        return "scripted";
      }

      @Override
      public void renderSpan(SpanDescription step, AttributeSink sink) {}

      @Override
      public void render(RenderedCall call, AttributeSink sink) {
        onRender.run();
      }
    };
  }
}
