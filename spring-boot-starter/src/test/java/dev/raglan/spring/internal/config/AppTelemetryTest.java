package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Traced;
import dev.raglan.export.FlushResult;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import dev.raglan.trace.ActiveTrace;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** How Raglan goes along with an OpenTelemetry that the application owns. */
@ExtendWith(OutputCaptureExtension.class)
class AppTelemetryTest {

  private static final AutoConfigurations SPRING_BOOTS_TRACING =
      AutoConfigurations.of(
          ObservationAutoConfiguration.class,
          MicrometerTracingAutoConfiguration.class,
          OpenTelemetrySdkAutoConfiguration.class,
          OpenTelemetryTracingAutoConfiguration.class);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(AopAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean(Step.class);

  private final ApplicationContextRunner springBootTracing =
      runner
          .withConfiguration(SPRING_BOOTS_TRACING)
          .withBean(SpanExporter.class, () -> exporter)
          .withPropertyValues("management.tracing.sampling.probability=1.0");

  @Test
  void usesTheApplicationsOpenTelemetry() {
    OpenTelemetrySdk sdk = RecordedSpans.sdk(exporter);
    runner
        .withBean(OpenTelemetry.class, () -> sdk)
        .run(
            context -> {
              context.getBean(Step.class).run();
              assertThat(context.getBean(Raglan.class).openTelemetry()).isSameAs(sdk);
              assertThat(exporter.getFinishedSpanItems())
                  .extracting(SpanData::getName)
                  .containsExactly("Step.run");
            });
  }

  @Test
  void neverClosesTheApplicationsOpenTelemetry() {
    OpenTelemetrySdk sdk = RecordedSpans.sdk(exporter);
    runner
        .withPropertyValues("raglan.otel-mode=external")
        .withInitializer(context -> context.getBeanFactory().registerSingleton("theirs", sdk))
        .run(context -> context.getBean(Step.class).run());
    sdk.getTracer("after").spanBuilder("still open").startSpan().end();
    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("Step.run", "still open");
  }

  @Test
  void usesThePrimaryOfSeveral() {
    runner
        .withBean("a", OpenTelemetry.class, RecordedSpans::other)
        .withBean(
            "b",
            OpenTelemetry.class,
            () -> RecordedSpans.sdk(exporter),
            definition -> definition.setPrimary(true))
        .run(
            context ->
                assertThat(context.getBean(Raglan.class).openTelemetry())
                    .isSameAs(context.getBean("b")));
  }

  @Test
  void usesSpringBootsTracing() {
    springBootTracing.run(
        context -> {
          context.getBean(Step.class).run();
          context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
          assertThat(exporter.getFinishedSpanItems())
              .extracting(SpanData::getName)
              .containsExactly("Step.run");
        });
  }

  @Test
  void contributesItsTargetsToSpringBootsTracing(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("spans.jsonl");
    springBootTracing
        .withPropertyValues("raglan.export.file.path=" + file)
        .run(
            context -> {
              context.getBean(Step.class).run();
              context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
              assertThat(context.getBeansOfType(SpanProcessor.class))
                  .containsKeys(RaglanSource.PROCESSOR_BEAN, "otelSpanProcessor");
              assertThat(exporter.getFinishedSpanItems()).hasSize(1);
            });
    assertThat(Files.readString(file)).contains("Step.run");
  }

  @Test
  void writesTheTraceContextOnSpansOfOtherLibraries() {
    springBootTracing.run(
        context -> {
          Raglan raglan = context.getBean(Raglan.class);
          try (ActiveTrace trace = raglan.trace("chat").sessionId("s-1").start()) {
            raglan.openTelemetry().getTracer("theirs").spanBuilder("query").startSpan().end();
          }
          context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
          assertThat(exporter.getFinishedSpanItems())
              .filteredOn(span -> span.getName().equals("query"))
              .singleElement()
              .satisfies(span -> assertThat(span.getAttributes().toString()).contains("s-1"));
        });
  }

  @Test
  void contributesTargetsThatAreBeans() {
    springBootTracing
        .withBean(RecordedSpans.class)
        .run(
            context -> {
              context.getBean(Step.class).run();
              context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Step.run");
            });
  }

  @Test
  void doesNotTakeSpringBootsOpenTelemetryWithoutTracing() {
    runner
        .withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class))
        .withBean(RecordedSpans.class)
        .run(
            context -> {
              context.getBean(Step.class).run();
              assertThat(context).hasSingleBean(OpenTelemetry.class);
              assertThat(context).doesNotHaveBean(RaglanSource.PROCESSOR_BEAN);
              assertThat(RecordedSpans.namesOf(context)).containsExactly("Step.run");
            });
  }

  @Test
  void saysThatTheApplicationsOpenTelemetryDoesNotTakeTheTargets(
      @TempDir Path directory, CapturedOutput output) {
    runner
        .withBean(OpenTelemetry.class, () -> RecordedSpans.sdk(exporter))
        .withPropertyValues("raglan.export.file.path=" + directory.resolve("spans.jsonl"))
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).containsOnlyOnce("nothing reaches raglan.export");
  }

  @Test
  void saysThatNothingExports(CapturedOutput output) {
    runner
        .withConfiguration(SPRING_BOOTS_TRACING)
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).containsOnlyOnce("there is no SpanExporter");
  }

  @Test
  void saysNothingOfExportersWhereThereIsOneOrATarget(
      @TempDir Path directory, CapturedOutput output) {
    springBootTracing.run(context -> assertThat(context).hasNotFailed());
    runner
        .withConfiguration(SPRING_BOOTS_TRACING)
        .withPropertyValues("raglan.export.file.path=" + directory.resolve("spans.jsonl"))
        .run(context -> assertThat(context).hasNotFailed());
    runner
        .withBean(OpenTelemetry.class, () -> RecordedSpans.sdk(exporter))
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output).doesNotContain("there is no SpanExporter");
  }

  @ParameterizedTest
  @CsvSource({
    "management.opentelemetry.tracing.export.otlp.endpoint, http://localhost:1/v1/traces, true",
    "management.otlp.tracing.endpoint, http://localhost:1/v1/traces, true",
    "management.opentelemetry.tracing.export.otlp.endpoint, http://localhost:2/v1/traces, false"
  })
  void saysThatOneReceiverGetsEachSpanTwice(
      String property, String endpoint, boolean isSame, CapturedOutput output) {
    springBootTracing
        .withPropertyValues(
            property + "=" + endpoint,
            "raglan.export.otlp.endpoint=http://localhost:1",
            "raglan.delivery.shutdown-timeout=1ms")
        .run(context -> assertThat(context).hasNotFailed());
    String notice = "raglan.export.otlp.endpoint and %s are the same receiver".formatted(property);
    assertThat(output.toString().contains(notice)).isEqualTo(isSame);
  }

  @Test
  void saysOnceThatSpringBootSamplesOneTraceInTen(CapturedOutput output) {
    springBootTracing
        .withPropertyValues("management.tracing.sampling.probability=0.1")
        .run(context -> context.getBean(Step.class).run());
    assertThat(output)
        .containsOnlyOnce("records only 10 of 100 traces")
        .contains("management.tracing.sampling.probability=1.0");
  }

  @Test
  void saysNothingOfSamplingWhereAllIsRecorded(CapturedOutput output) {
    springBootTracing.run(context -> context.getBean(Step.class).run());
    assertThat(output).doesNotContain("of 100 traces");
  }

  @Test
  void readsTheShareOfNewTracesFromSamplers() {
    assertThat(SamplingNotice.rootRatio(Sampler.alwaysOn())).isEqualTo(1);
    assertThat(SamplingNotice.rootRatio(Sampler.alwaysOff())).isZero();
    assertThat(SamplingNotice.rootRatio(Sampler.traceIdRatioBased(0.25))).isEqualTo(0.25);
    assertThat(SamplingNotice.rootRatio(Sampler.parentBased(Sampler.alwaysOn()))).isEqualTo(1);
    assertThat(SamplingNotice.rootRatio(Sampler.parentBased(Sampler.alwaysOff()))).isZero();
    assertThat(SamplingNotice.rootRatio(Sampler.parentBased(Sampler.traceIdRatioBased(0.01))))
        .isEqualTo(0.01);
  }

  @Test
  void saysWhichPropertiesAreForAnOwnSdk(CapturedOutput output) {
    runner
        .withBean(OpenTelemetry.class, () -> RecordedSpans.sdk(exporter))
        .withPropertyValues("raglan.environment=staging", "raglan.sampling.ratio=0.5")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(output)
        .containsOnlyOnce(
            "only an SDK of its own takes raglan.environment, raglan.sampling.ratio;");
  }

  @Test
  void knowsNothingOfTheDeliveryOfWhatItDoesNotOwn() {
    runner
        .withBean(OpenTelemetry.class, () -> RecordedSpans.sdk(exporter))
        .run(
            context ->
                assertThat(context.getBean(Raglan.class).flush(Duration.ofSeconds(1)))
                    .isEqualTo(FlushResult.UNKNOWN));
  }

  public static class Step {
    @Traced
    public void run() {}
  }
}
