package dev.raglan.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.internal.ambient.JvmTracing;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spi.GivenTarget;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A Raglan of its own beside an OpenTelemetry that is registered for the JVM. */
@Isolated("There is one global OpenTelemetry.")
class JvmTracingTest {

  private final InMemorySpanExporter theirs = InMemorySpanExporter.create();
  private final InMemorySpanExporter ours = InMemorySpanExporter.create();
  private List<SpanData> own = List.of();

  @AfterEach
  void forget() {
    GlobalOpenTelemetry.resetForTest();
  }

  private OpenTelemetrySdk sdk(Sampler sampler) {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setSampler(sampler)
                .addSpanProcessor(SimpleSpanProcessor.create(theirs))
                .build())
        .build();
  }

  private ExportTarget target() {
    return new GivenTarget("memory", ours);
  }

  private static SpanData span(List<SpanData> all, String name) {
    return all.stream().filter(each -> each.getName().equals(name)).findFirst().orElseThrow();
  }

  private void trace(Raglan raglan, OpenTelemetry other) {
    Span request = other.getTracer("web").spanBuilder("request").startSpan();
    try (Scope scope = request.makeCurrent();
        ActiveTrace trace = raglan.trace("chat").sessionId("s-1").start()) {
      Span between = other.getTracer("web").spanBuilder("between").startSpan();
      try (Scope inner = between.makeCurrent();
          ActiveSpan span = raglan.span("step").start()) {
        span.output("done");
      } finally {
        between.end();
      }
    } finally {
      request.end();
    }
    raglan.flush(Duration.ofSeconds(10));
    own = ours.getFinishedSpanItems(); // which are gone when it is closed
  }

  @Test
  void registersNothingByAsking() {
    assertThat(JvmTracing.global()).isNull();
    assertThat(JvmTracing.exists()).isFalse();
    try (Raglan raglan = Raglan.builder().exportTo(target()).build()) {
      raglan.span("alone").start().close();
    }
    assertThat(GlobalOpenTelemetry.isSet()).isFalse();
  }

  @Test
  void doesNotCountOneThatDropsEverySpan() {
    GlobalOpenTelemetry.set(OpenTelemetry.noop());
    assertThat(JvmTracing.global()).isNull();
  }

  @Test
  void spansAreInBothTreesUnderTheSameIds() {
    OpenTelemetrySdk global = sdk(Sampler.alwaysOn());
    GlobalOpenTelemetry.set(global);
    try (Raglan raglan = Raglan.builder().exportTo(target()).build()) {
      trace(raglan, global);
    }
    List<SpanData> all = theirs.getFinishedSpanItems();
    assertThat(all)
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("request", "chat", "between", "step");
    assertThat(all).extracting(SpanData::getTraceId).containsOnly(span(all, "chat").getTraceId());
    assertThat(span(all, "step").getParentSpanId()).isEqualTo(span(all, "between").getSpanId());

    assertThat(own).extracting(SpanData::getName).containsExactlyInAnyOrder("chat", "step");
    for (SpanData each : own) {
      SpanData same = span(all, each.getName());
      assertThat(each.getTraceId()).isEqualTo(same.getTraceId());
      assertThat(each.getSpanId()).isEqualTo(same.getSpanId());
      assertThat(same.getAttributes().asMap()).containsAllEntriesOf(each.getAttributes().asMap());
    }
  }

  @Test
  void theTreeOfTheOwnTargetsIsWhole() {
    OpenTelemetrySdk global = sdk(Sampler.alwaysOn());
    GlobalOpenTelemetry.set(global);
    try (Raglan raglan = Raglan.builder().exportTo(target()).build()) {
      trace(raglan, global);
    }
    assertThat(span(own, "step").getParentSpanId()).isEqualTo(span(own, "chat").getSpanId());
    assertThat(span(own, "chat").getParentSpanContext().isRemote()).isTrue();
  }

  @Test
  void whatTheJvmsTracingDoesNotSampleIsNotRecorded() {
    OpenTelemetrySdk global = sdk(Sampler.alwaysOff());
    GlobalOpenTelemetry.set(global);
    try (Raglan raglan = Raglan.builder().exportTo(target()).build()) {
      trace(raglan, global);
    }
    assertThat(theirs.getFinishedSpanItems()).isEmpty();
    assertThat(own).isEmpty();
  }

  @Test
  void withoutTargetsOfItsOwnAllGoesToTheJvms() {
    OpenTelemetrySdk global = sdk(Sampler.alwaysOn());
    GlobalOpenTelemetry.set(global);
    try (Raglan raglan = Raglan.builder().build()) {
      trace(raglan, global);
    }
    // The application's OpenTelemetry is neither flushed nor closed.
    global.getTracer("web").spanBuilder("afterwards").startSpan().end();
    assertThat(theirs.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .contains("chat", "step", "afterwards");
  }

  @Test
  void keptApartItsTreeHangsBelowTheCurrentSpan() {
    OpenTelemetrySdk global = sdk(Sampler.alwaysOn());
    GlobalOpenTelemetry.set(global);
    try (Raglan raglan = Raglan.builder().joinGlobal(false).exportTo(target()).build()) {
      trace(raglan, global);
    }
    assertThat(theirs.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("request", "between");
    assertThat(span(own, "chat").getParentSpanId())
        .isEqualTo(span(theirs.getFinishedSpanItems(), "request").getSpanId());
    assertThat(span(own, "step").getParentSpanId()).isEqualTo(span(own, "chat").getSpanId());
  }
}
