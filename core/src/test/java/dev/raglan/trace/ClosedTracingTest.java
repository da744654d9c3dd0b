package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.raglan.Raglan;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spi.GivenTarget;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tracing that is off, closed or not sampled, and traces that nobody ends. */
class ClosedTracingTest {

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  private static void useEverything(Raglan raglan) {
    try (ActiveTrace trace = raglan.trace("t").sessionId("s").tags("x").input("i").start()) {
      try (ActiveGeneration generation = trace.generation("g").model("m").start()) {
        generation.prompt("p").response("r").recordException(new IllegalStateException());
      }
      assertThat(raglan.span("s", () -> "result")).isEqualTo("result");
      CompletableFuture<String> stage = new CompletableFuture<>();
      assertThat(raglan.span("a").callAsync(() -> stage)).isSameAs(stage);
      stage.complete("done");
      raglan.currentTrace().update(SpanUpdate.create().name("n")).end();
      raglan.currentSpan().output("o").end();
    }
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void afterCloseEverythingIsHarmlessAndDoesNothing() {
    raglan.close();

    useEverything(raglan);

    assertThat(tracing.ended()).isEmpty();
    assertThat(raglan.trace("t").start().isRecording()).isFalse();
  }

  @Test
  void disabledTracingDoesNothing() {
    useEverything(Raglan.builder(tracing.sdk()).enabled(false).build());
    useEverything(Raglan.builder().enabled(false).build());
    useEverything(Raglan.builder(OpenTelemetry.noop()).build());

    assertThat(tracing.ended()).isEmpty();
  }

  @Test
  void aStepThatIsOpenWhenTracingClosesCanStillBeEnded() {
    ActiveTrace trace = raglan.trace("t").start();
    raglan.close();
    trace.output("o").span("late").start().end();

    assertThat(trace.end()).isEqualTo(trace.referenceId());
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void aTraceThatIsDroppedWithoutItsEndIsReportedOnce() {
    leaveOpen();
    raglan.trace("ended").startDetached().end();

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(raglan.abandonedTraces()).isEqualTo(1);
            });
    System.gc();
    assertThat(raglan.abandonedTraces()).isEqualTo(1);
  }

  private void leaveOpen() {
    raglan.trace("dropped").startDetached().span("child").startDetached().end();
  }

  @Test
  void aTraceThatIsHeldIsNotReported() {
    ActiveTrace held = raglan.trace("held").startDetached();
    leaveOpen();

    await()
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(raglan.abandonedTraces()).isEqualTo(1);
            });
    held.end();
  }

  private static ExportTarget to(SpanExporter exporter) {
    return new GivenTarget("memory", exporter);
  }

  @Test
  void anUnsampledTraceIsNotRecordedAndHarmless() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    ExportTarget target = to(exporter);
    try (Raglan unsampled = Raglan.builder().samplingRatio(0).exportTo(target).build()) {
      useEverything(unsampled);
      ActiveTrace trace = unsampled.trace("t").startDetached();
      assertThat(trace.isRecording()).isFalse();
      assertThat(trace.end()).isNotNull();
      unsampled.flush(Duration.ofSeconds(10));
      assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }
  }

  @Test
  void raglansOwnSdkWritesTheTraceContextOnSpansOfOtherLibraries() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (Raglan standalone = Raglan.builder().exportTo(to(exporter)).build()) {
      try (ActiveTrace trace = standalone.trace("t").sessionId("s-1").start()) {
        standalone.openTelemetry().getTracer("other").spanBuilder("other").startSpan().end();
      }
      standalone.flush(Duration.ofSeconds(10));
      assertThat(exporter.getFinishedSpanItems())
          .hasSize(2)
          .allSatisfy(
              span -> assertThat(FacadeTest.texts(span)).containsEntry("session.id", "s-1"));
    }
  }

  @Test
  void workThatEndsItsOwnSpanSaysNothingTooLate() {
    String result =
        raglan.span(
            "span",
            () -> {
              raglan.currentSpan().end();
              return "result";
            });

    assertThat(result).isEqualTo("result");
    assertThat(raglan.lateWrites()).isZero();
  }
}
