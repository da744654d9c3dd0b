package dev.raglan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.export.FlushResult;
import dev.raglan.export.Otlp;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.record.Outcome;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.ExceptionCapture;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spi.GivenTarget;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RaglanTest {

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  private ExportTarget target(SpanExporter exporter) {
    return new GivenTarget("memory", exporter);
  }

  private Span start(Raglan raglan, String name) {
    return Engine.of(raglan)
        .spans()
        .start(name, SpanKind.INTERNAL, Context.root(), Attributes.empty());
  }

  private SpanData endedWith(Raglan raglan, Captured captured, Outcome outcome) {
    Engine.of(raglan).spans().end(start(raglan, "call"), captured, outcome);
    assertThat(raglan.flush(Duration.ofSeconds(10)).complete()).isTrue();
    List<SpanData> finished = spans.getFinishedSpanItems();
    return finished.get(finished.size() - 1);
  }

  @Test
  void deliversSpansToItsTargetsWithItsResource() {
    try (Raglan raglan =
        Raglan.builder()
            .serviceName("my-api")
            .environment("test")
            .exportTo(target(spans))
            .build()) {
      SpanData span = endedWith(raglan, null, Outcome.SUCCESS);
      assertThat(span.getResource().getAttribute(AttributeKey.stringKey("service.name")))
          .isEqualTo("my-api");
      assertThat(
              span.getResource()
                  .getAttribute(AttributeKey.stringKey("deployment.environment.name")))
          .isEqualTo("test");
      assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.raglan");
    }
  }

  @Test
  void deliversOnCloseWhatHasEnded() {
    SpanExporter keeping =
        new SpanExporter() {
          @Override
          public CompletableResultCode export(Collection<SpanData> batch) {
            return spans.export(batch);
          }

          @Override
          public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
          }
        };
    try (Raglan raglan = Raglan.builder().exportTo(target(keeping)).build()) {
      Engine.of(raglan).spans().end(start(raglan, "last"), null, Outcome.SUCCESS);
    }
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, 0, Long.MAX_VALUE})
  void takesAnyTimeoutToFlushAndToClose(long seconds) {
    Raglan raglan = Raglan.builder().exportTo(target(spans)).build();
    Engine.of(raglan).spans().end(start(raglan, "last"), null, Outcome.SUCCESS);

    raglan.flush(Duration.ofSeconds(seconds));
    raglan.close(Duration.ofSeconds(seconds));

    assertThat(raglan.enabled()).isFalse();
    assertThat(raglan.delivery().produced()).isEqualTo(1);
  }

  @Test
  void refusesNoTimeout() {
    Raglan raglan = Raglan.builder().exportTo(target(spans)).build();

    assertThatIllegalArgumentException().isThrownBy(() -> raglan.flush(null));
    assertThatIllegalArgumentException().isThrownBy(() -> raglan.close(null));
    assertThat(raglan.enabled()).isTrue();
    raglan.close();
  }

  @Test
  void saysThatAFlushFailedWhenAnExporterDid() {
    SpanExporter failing =
        new SpanExporter() {
          @Override
          public CompletableResultCode export(Collection<SpanData> batch) {
            throw new NoClassDefFoundError("an exporter's dependency");
          }

          @Override
          public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
          }
        };
    try (Raglan raglan = Raglan.builder().exportTo(target(failing), target(spans)).build()) {
      Engine.of(raglan).spans().end(start(raglan, "call"), null, Outcome.SUCCESS);
      assertThat(raglan.flush(Duration.ofSeconds(10))).isEqualTo(new FlushResult(false, 1, 1, 0));
      assertThat(spans.getFinishedSpanItems()).as("the other target").hasSize(1);
    }
  }

  @Test
  void closesAnOpenedTargetWhenAnotherCannotBeOpened() {
    boolean[] closed = new boolean[1];
    SpanExporter first =
        new SpanExporter() {
          @Override
          public CompletableResultCode export(Collection<SpanData> batch) {
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
          }

          @Override
          public CompletableResultCode shutdown() {
            closed[0] = true;
            return CompletableResultCode.ofSuccess();
          }
        };
    ExportTarget broken =
        new ExportTarget() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public SpanExporter open() {
            throw new IllegalStateException("the directory is missing");
          }
        };
    assertThatThrownBy(() -> Raglan.builder().exportTo(target(first), broken).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the directory is missing");
    assertThat(closed[0]).isTrue();
  }

  @Test
  void neverFlushesOrClosesAnSdkOfTheApplications() {
    SdkTracerProvider provider =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().setTracerProvider(provider).build();
    try (sdk) {
      Raglan.builder(sdk).build().close();
      sdk.getTracer("app").spanBuilder("after close").startSpan().end();
      assertThat(spans.getFinishedSpanItems()).hasSize(1);
    }
  }

  @Test
  void refusesSettingsThatBelongToTheApplicationsSdk() {
    assertThatThrownBy(
            () ->
                Raglan.builder(OpenTelemetry.noop())
                    .exportTo(Otlp.to("http://localhost:4318"))
                    .build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("exportTo")
        .hasMessageContaining("set them on the SDK");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesASamplingRatioThatIsNone(double ratio) {
    assertThatThrownBy(() -> Raglan.builder().samplingRatio(ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samplingRatio must be between 0 and 1 but is " + ratio);
  }

  @Test
  void refusesADialectThatThereIsNotAndNamesThoseThereAre() {
    assertThatThrownBy(() -> Raglan.builder().dialects("genai"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'genai'")
        .hasMessageContaining("gen-ai")
        .hasMessageContaining("openinference");
  }

  @Test
  void recordsNothingWhenTheRatioIsZero() {
    try (Raglan raglan = Raglan.builder().samplingRatio(0).exportTo(target(spans)).build()) {
      assertThat(start(raglan, "call").isRecording()).isFalse();
    }
  }

  @Test
  void opensNoTargetWhenDisabled() {
    ExportTarget mustNotOpen =
        new ExportTarget() {
          @Override
          public String name() {
            return "must not open";
          }

          @Override
          public SpanExporter open() {
            throw new AssertionError("opened");
          }
        };
    try (Raglan raglan = Raglan.builder().enabled(false).exportTo(mustNotOpen).build()) {
      assertThat(raglan.enabled()).isFalse();
    }
  }

  @Test
  void isNoLongerGlobalOnceClosed() {
    Raglan raglan = Raglan.builder().exportTo(target(spans)).buildGlobal();
    assertThat(Raglan.global()).isSameAs(raglan);
    raglan.close();
    assertThat(Raglan.global()).isNull();
    assertThat(raglan.enabled()).isFalse();
    raglan.close();
  }

  @Test
  void tracesWovenCallsThoughAnotherInstanceIsClosedTwice() {
    try (Raglan raglan = Raglan.builder().exportTo(target(spans)).buildGlobal()) {
      Raglan other = Raglan.builder().exportTo(target(InMemorySpanExporter.create())).build();
      other.close();
      other.close();
      assertThat(Raglan.global()).isSameAs(raglan);
      assertThat(InvocationTracer.current()).isNotNull();
    }
    assertThat(InvocationTracer.current()).isNull();
  }

  private Raglan withExceptions(ExceptionCapture exceptions) {
    return Raglan.builder()
        .capture(new CapturePolicy(true, true, exceptions, CaptureLimits.DEFAULT))
        .exportTo(target(spans))
        .build();
  }

  private static EventData exceptionOf(SpanData span) {
    assertThat(span.getEvents()).hasSize(1);
    return span.getEvents().get(0);
  }

  private static String attribute(EventData event, String key) {
    return event.getAttributes().get(AttributeKey.stringKey(key));
  }

  @Test
  void recordsAnExceptionInFull() {
    try (Raglan raglan = withExceptions(ExceptionCapture.FULL)) {
      SpanData span = endedWith(raglan, null, Outcome.of(new IllegalStateException("it broke")));
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(span.getStatus().getDescription()).isEqualTo("it broke");
      assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
          .isEqualTo("java.lang.IllegalStateException");
      EventData event = exceptionOf(span);
      assertThat(event.getName()).isEqualTo("exception");
      assertThat(attribute(event, "exception.message")).isEqualTo("it broke");
      assertThat(attribute(event, "exception.stacktrace"))
          .startsWith("java.lang.IllegalStateException: it broke")
          .contains("at dev.raglan.RaglanTest");
    }
  }

  @Test
  void recordsAnExceptionByItsTypeAlone() {
    try (Raglan raglan = withExceptions(ExceptionCapture.TYPE)) {
      SpanData span = endedWith(raglan, null, Outcome.of(new IllegalStateException("secret")));
      assertThat(span.getStatus().getDescription()).isEmpty();
      assertThat(exceptionOf(span).getAttributes().size()).isEqualTo(1);
      assertThat(span.toString()).doesNotContain("secret");
    }
  }

  @Test
  void keepsSecretsOutOfExceptions() {
    try (Raglan raglan = withExceptions(ExceptionCapture.FULL)) {
      String key = "sk-proj-" + "a1B2c3D4".repeat(6);
      SpanData span =
          endedWith(raglan, null, Outcome.of(new IllegalStateException("bad key " + key)));
      assertThat(span.toString()).doesNotContain(key);
    }
  }

  @Test
  void boundsAStackTraceThatIsTooLong() {
    try (Raglan raglan = withExceptions(ExceptionCapture.FULL)) {
      Throwable deep = new IllegalStateException("x".repeat(1_000_000));
      EventData event = exceptionOf(endedWith(raglan, null, Outcome.of(deep)));
      assertThat(attribute(event, "exception.stacktrace"))
          .hasSizeLessThanOrEqualTo(CaptureLimits.DEFAULT.maxLength());
    }
  }

  @Test
  void survivesAnExceptionWhoseOwnMethodsThrow() {
    class Hostile extends RuntimeException {
      private static final long serialVersionUID = 1;

      @Override
      public String getMessage() {
        throw new StackOverflowError();
      }

      @Override
      public String toString() {
        throw new IllegalStateException();
      }
    }
    try (Raglan raglan = withExceptions(ExceptionCapture.FULL)) {
      SpanData span = endedWith(raglan, null, Outcome.of(new Hostile()));
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(attribute(exceptionOf(span), "exception.type")).contains("Hostile");
    }
  }

  @Test
  void takesACancellationForNoError() {
    try (Raglan raglan = withExceptions(ExceptionCapture.FULL)) {
      SpanData span = endedWith(raglan, null, Outcome.of(new CancellationException()));
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
      assertThat(span.getEvents()).isEmpty();
      assertThat(span.getAttributes().get(AttributeKey.stringKey("raglan.status")))
          .isEqualTo("canceled");
    }
  }

  @Test
  void aFlushBesideTheApplicationsSdkDoesNotSayThatItsSpansAreDelivered() {
    OpenTelemetrySdk sdk = OpenTelemetrySdk.builder().build();
    try (sdk;
        Raglan raglan = Raglan.builder(sdk).build()) {
      raglan.span("call").start().close();

      assertThat(raglan.flush(Duration.ofSeconds(10))).isEqualTo(FlushResult.UNKNOWN);
    }
  }

  @Test
  void aFlushBesideTheApplicationsSdkTellsOfTheTargetsOfItsProcessor() {
    SpanProcessor processor = Raglan.builder().exportTo(target(spans)).spanProcessor();
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(processor).build())
            .build();
    try (sdk;
        Raglan raglan = Raglan.builder(sdk).deliveredBy(processor).build()) {
      raglan.span("call").start().close();

      assertThat(raglan.flush(Duration.ofSeconds(10))).isEqualTo(new FlushResult(true, 1, 0, 0));
      assertThat(raglan.delivery().exported()).isEqualTo(1);
      assertThat(spans.getFinishedSpanItems()).hasSize(1);
    }
  }

  @Test
  void anSdkOfRaglansOwnHasNoProcessorOfTheApplications() {
    SpanProcessor processor = Raglan.builder().spanProcessor();

    assertThatThrownBy(() -> Raglan.builder().deliveredBy(processor))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("exportTo");
  }
}
