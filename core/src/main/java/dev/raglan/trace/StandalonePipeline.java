package dev.raglan.trace;

import dev.raglan.export.ExportTarget;
import dev.raglan.export.ObservedExporter;
import dev.raglan.internal.Safe;
import dev.raglan.render.Renderer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The pipeline of an SDK of Raglan's own. */
final class StandalonePipeline implements Pipeline {

  /** OpenTelemetry's 128 would drop the tail of flattened messages and documents. */
  private static final int MAX_ATTRIBUTES = 1_024;

  private static final TextMapPropagator PROPAGATORS =
      TextMapPropagator.composite(
          W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

  private final OpenTelemetrySdk sdk;
  private final List<ObservedExporter> exporters;

  private StandalonePipeline(OpenTelemetrySdk sdk, List<ObservedExporter> exporters) {
    this.sdk = sdk;
    this.exporters = exporters;
  }

  /**
   * Opens the targets.
   *
   * @throws IllegalStateException if one cannot work here; those already open are closed again
   */
  static StandalonePipeline open(
      Resource resource, double samplingRatio, List<ExportTarget> targets, Renderer renderer) {
    SdkTracerProviderBuilder provider =
        SdkTracerProvider.builder()
            .setResource(resource)
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(samplingRatio)))
            .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(MAX_ATTRIBUTES).build())
            .addSpanProcessor(TraceContextProcessor.of(renderer));
    List<ObservedExporter> exporters = openAll(targets);
    for (ObservedExporter exporter : exporters) {
      provider.addSpanProcessor(
          BatchSpanProcessor.builder(exporter).setScheduleDelay(INTERVAL).build());
    }
    return new StandalonePipeline(
        OpenTelemetrySdk.builder()
            .setTracerProvider(provider.build())
            .setPropagators(ContextPropagators.create(PROPAGATORS))
            .build(),
        exporters);
  }

  private static List<ObservedExporter> openAll(List<ExportTarget> targets) {
    List<ObservedExporter> opened = new ArrayList<>();
    try {
      targets.forEach(target -> opened.add(ObservedExporter.open(target)));
      return opened;
    } catch (RuntimeException failed) {
      opened.forEach(exporter -> Safe.run("closing an exporter", exporter::shutdown));
      throw failed;
    }
  }

  @Override
  public OpenTelemetry openTelemetry() {
    return sdk;
  }

  @Override
  public boolean flush(Duration timeout) {
    long failedBefore = failed();
    CompletableResultCode flushed = sdk.getSdkTracerProvider().forceFlush();
    boolean inTime = flushed.join(timeout.toMillis(), TimeUnit.MILLISECONDS).isSuccess();
    // The batch processor reports success even where an export failed: the exporters know better.
    return inTime && failed() == failedBefore;
  }

  private long failed() {
    return exporters.stream().mapToLong(exporter -> exporter.stats().failed()).sum();
  }

  @Override
  public void close() {
    sdk.shutdown().join(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }
}
