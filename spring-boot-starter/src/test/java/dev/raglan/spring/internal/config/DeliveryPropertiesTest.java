package dev.raglan.spring.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.Raglan;
import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DropReason;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.RaglanAutoConfiguration;
import dev.raglan.spring.RecordedSpans;
import dev.raglan.spring.properties.RaglanProperties;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** How the properties of delivery reach it. */
class DeliveryPropertiesTest {

  private static final AutoConfigurations SPRING_BOOTS_TRACING =
      AutoConfigurations.of(
          ObservationAutoConfiguration.class,
          MicrometerTracingAutoConfiguration.class,
          OpenTelemetrySdkAutoConfiguration.class,
          OpenTelemetryTracingAutoConfiguration.class);

  private final BatchSizes target = new BatchSizes();

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class))
          .withBean(ExportTarget.class, () -> target);

  private final ApplicationContextRunner springBootTracing =
      runner
          .withConfiguration(SPRING_BOOTS_TRACING)
          .withPropertyValues("management.tracing.sampling.probability=1.0");

  @Test
  void areThoseOfTheLibraryByDefault() {
    assertThat(bound(Map.of()))
        .usingRecursiveComparison()
        .isEqualTo(DeliverySettings.builder().build());
  }

  @ParameterizedTest
  @MethodSource
  void reachTheSettings(
      String property, String value, Function<DeliverySettings, Object> read, Object expected) {
    assertThat(read.apply(bound(Map.of("raglan.delivery." + property, value)))).isEqualTo(expected);
  }

  static Stream<Arguments> reachTheSettings() {
    return Stream.of(
        of("max-queue-bytes", "2MB", DeliverySettings::maxQueueBytes, 2L << 20),
        of("max-queue-spans", "600", DeliverySettings::maxQueueSpans, 600),
        of("batch-size", "7", DeliverySettings::batchSize, 7),
        of("interval", "250ms", DeliverySettings::interval, Duration.ofMillis(250)),
        of("timeout", "3s", DeliverySettings::timeout, Duration.ofSeconds(3)),
        of("shutdown-timeout", "2m", DeliverySettings::shutdownTimeout, Duration.ofMinutes(2)),
        of(
            "spool.directory",
            "/a/b",
            DeliverySettings::spoolDirectory,
            Optional.of(Path.of("/a/b"))),
        of("spool.directory", "  ", DeliverySettings::spoolDirectory, Optional.empty()),
        of("spool.max-bytes", "3MB", DeliverySettings::spoolMaxBytes, 3L << 20),
        of("spool.max-age", "7d", DeliverySettings::spoolMaxAge, Duration.ofDays(7)));
  }

  private static Arguments of(
      String property, String value, Function<DeliverySettings, Object> read, Object expected) {
    return Arguments.of(property, value, read, expected);
  }

  @Test
  void countForAnSdkOfRaglansOwn() {
    runner
        .withPropertyValues("raglan.delivery.batch-size=1")
        .run(
            context -> {
              Raglan raglan = context.getBean(Raglan.class);
              endThreeSpans(raglan);
              raglan.flush(Duration.ofSeconds(10));
              assertThat(target.sizes).containsExactly(1, 1, 1);
            });
  }

  @Test
  void countForTheApplicationsSdk() {
    springBootTracing
        .withPropertyValues("raglan.delivery.batch-size=1")
        .run(
            context -> {
              endThreeSpans(context.getBean(Raglan.class));
              context.getBean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
              assertThat(context).hasBean(RaglanSource.PROCESSOR_BEAN);
              assertThat(target.sizes).containsExactly(1, 1, 1);
            });
  }

  @Test
  void boundTheQueue() {
    runner
        .withPropertyValues(
            "raglan.delivery.max-queue-spans=2",
            "raglan.delivery.batch-size=2",
            "raglan.delivery.timeout=1h",
            "raglan.delivery.shutdown-timeout=100ms")
        .run(
            context -> {
              target.answer = new CompletableResultCode();
              Raglan raglan = context.getBean(Raglan.class);
              endThreeSpans(raglan);
              assertThat(raglan.delivery().dropped(DropReason.QUEUE_FULL_SPANS)).isEqualTo(1);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max-queue-bytes | 1KB | 1024B | a size from 64KB to 256GB, such as 64MB",
        "max-queue-bytes | -1 | -1B | a size from 64KB to 256GB, such as 64MB",
        "max-queue-spans | 0 | 0 | from 1 to 1048576",
        "batch-size | 0 | 0 | from 1 to 1048576",
        "batch-size | 9000 | 9000 | raglan.delivery.max-queue-spans or less",
        "interval | 0s | PT0S | a duration from 1ms to 1h, such as 5s",
        "timeout | -1s | PT-1S | a duration from 1ms to 1h, such as 5s",
        "shutdown-timeout | 2h | PT2H | a duration from 1ms to 1h, such as 5s",
        "spool.max-bytes | 1KB | 1024B | a size from 1MB to 1TB, such as 256MB",
        "spool.max-age | 0s | PT0S | a duration from 1s to 365d, such as 24h",
        "spool.directory | /etc/hostname | /etc/hostname | a directory that can be written to",
      })
  void stopTheStartWhereTheyAreWrong(String name, String value, String shown, String remedy) {
    String property = "raglan.delivery." + name;
    for (ApplicationContextRunner each : List.of(runner, springBootTracing)) {
      each.withPropertyValues(property + "=" + value)
          .run(
              context -> {
                FailureAnalysis analysis =
                    new RaglanFailureAnalyzer().analyze(context.getStartupFailure());
                assertThat(analysis).isNotNull();
                assertThat(analysis.getDescription()).startsWith(property + " = " + shown + " ");
                assertThat(analysis.getAction()).contains(remedy);
              });
    }
  }

  @Test
  void areCheckedWhereNothingIsDelivered() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class))
        .withBean(OpenTelemetry.class, RecordedSpans::other)
        .withPropertyValues("raglan.delivery.batch-size=0")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .hasStackTraceContaining("raglan.delivery.batch-size = 0"));
  }

  @Test
  void sayThatABatchMustFitIntoTheQueue() {
    assertThatThrownBy(() -> bound(Map.of("raglan.delivery.max-queue-spans", "100")))
        .isInstanceOf(RaglanConfigurationException.class)
        .hasMessageContaining("raglan.delivery.batch-size = 512")
        .hasMessageContaining("or raise that");
  }

  private static DeliverySettings bound(Map<String, String> values) {
    return DeliveryProperties.settings(
        new Binder(new MapConfigurationPropertySource(values))
            .bindOrCreate("raglan", RaglanProperties.class)
            .delivery());
  }

  private static void endThreeSpans(Raglan raglan) {
    IntStream.range(0, 3).forEach(i -> raglan.trace("chat").start().end());
  }

  /** A target that remembers how many spans came at once. */
  private static final class BatchSizes implements ExportTarget {

    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private volatile CompletableResultCode answer = CompletableResultCode.ofSuccess();

    @Override
    public String name() {
      return "sizes";
    }

    /** Not the target itself: as a bean, Spring Boot would export to it too. */
    @Override
    public SpanExporter open() {
      return new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
          sizes.add(spans.size());
          return answer;
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
    }
  }
}
