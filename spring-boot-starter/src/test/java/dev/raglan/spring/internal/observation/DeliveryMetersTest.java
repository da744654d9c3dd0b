package dev.raglan.spring.internal.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.spi.ExportTarget;
import dev.raglan.spring.RaglanAutoConfiguration;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What arrives at the targets, and what does not, can be watched and alerted on. */
class DeliveryMetersTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(MetricsAutoConfiguration.class, RaglanAutoConfiguration.class))
          .withBean("works", ExportTarget.class, () -> target("works", recording()))
          .withBean("fails", ExportTarget.class, () -> target("fails", new Failing()));

  @Test
  void countWhatArrivedAndWhatWasLostForEachTarget() {
    runner
        .withBean(SimpleMeterRegistry.class)
        .run(
            context -> {
              Raglan raglan = context.getBean(Raglan.class);
              raglan.trace("Chat Request", () -> "an answer");
              raglan.flush(Duration.ofSeconds(10));

              MeterRegistry meters = context.getBean(MeterRegistry.class);
              assertThat(exported(meters, "works")).isEqualTo(1);
              assertThat(exported(meters, "fails")).isZero();
              assertThat(lost(meters, "fails", "export_failed")).isEqualTo(1);
              assertThat(lost(meters, "works", "export_failed")).isZero();
              assertThat(
                      meters.get("raglan.delivery.queued").tag("target", "works").gauge().value())
                  .isZero();
              assertThat(meters.get("raglan.delivery.queue.size").gauge().value()).isZero();
            });
  }

  @Test
  void areMadeForARegistryAlone() {
    runner.run(
        context ->
            assertThat(context.getBeanFactory().containsSingleton("raglanDeliveryMeters"))
                .isFalse());
  }

  @Test
  void mayBeAbsentWithMicrometer() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RaglanAutoConfiguration.class))
        .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(context).doesNotHaveBean("raglanDeliveryMeters");
            });
  }

  private static double exported(MeterRegistry meters, String target) {
    return meters.get("raglan.delivery.exported").tag("target", target).functionCounter().count();
  }

  private static double lost(MeterRegistry meters, String target, String reason) {
    FunctionCounter found =
        meters
            .get("raglan.delivery.dropped")
            .tags("target", target, "reason", reason)
            .functionCounter();
    return found.count();
  }

  private static SpanExporter recording() {
    return InMemorySpanExporter.create();
  }

  private static ExportTarget target(String name, SpanExporter exporter) {
    return new ExportTarget() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public SpanExporter open() {
        return exporter;
      }
    };
  }

  private static final class Failing implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofFailure();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
