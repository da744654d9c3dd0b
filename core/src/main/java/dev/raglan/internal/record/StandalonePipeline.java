package dev.raglan.internal.record;

import dev.raglan.export.DeliverySettings;
import dev.raglan.export.DeliveryStats;
import dev.raglan.export.FlushResult;
import dev.raglan.internal.context.TraceContextProcessor;
import dev.raglan.internal.delivery.DeliveryProcessor;
import dev.raglan.internal.render.Renderer;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.List;

/** The pipeline of an SDK of Raglan's own. */
public final class StandalonePipeline implements Pipeline {

  /** OpenTelemetry's 128 would drop the tail of flattened messages and documents. */
  private static final int MAX_ATTRIBUTES = 1_024;

  private static final TextMapPropagator PROPAGATORS =
      TextMapPropagator.composite(
          W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());

  private final OpenTelemetrySdk sdk;
  private final DeliveryProcessor delivery;
  private final DeliverySettings settings;

  private StandalonePipeline(
      OpenTelemetrySdk sdk, DeliveryProcessor delivery, DeliverySettings settings) {
    this.sdk = sdk;
    this.delivery = delivery;
    this.settings = settings;
  }

  /** What the SDK is built from, apart from delivery. */
  public static SdkTracerProviderBuilder provider(
      Resource resource, double samplingRatio, Renderer renderer) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .setSampler(Sampler.parentBased(roots(samplingRatio)))
        .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(MAX_ATTRIBUTES).build())
        .addSpanProcessor(TraceContextProcessor.of(renderer));
  }

  /** All of them need no look at the trace id. */
  private static Sampler roots(double ratio) {
    return ratio >= 1 ? Sampler.alwaysOn() : Sampler.traceIdRatioBased(ratio);
  }

  /**
   * Opens the targets.
   *
   * @throws IllegalStateException if one cannot work here; those already open are closed again
   */
  public static StandalonePipeline open(
      SdkTracerProviderBuilder provider, List<ExportTarget> targets, DeliverySettings settings) {
    DeliveryProcessor delivery = DeliveryProcessor.open(settings, targets);
    provider.addSpanProcessor(delivery);
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(provider.build())
            .setPropagators(ContextPropagators.create(PROPAGATORS))
            .build();
    return new StandalonePipeline(sdk, delivery, settings);
  }

  @Override
  public OpenTelemetry openTelemetry() {
    return sdk;
  }

  @Override
  public RenderTime renderTime(Renderer renderer, int maxLength) {
    return new RenderOnWorker(renderer, maxLength);
  }

  @Override
  public DeliveryStats stats() {
    return delivery.stats();
  }

  @Override
  public FlushResult flush(Duration timeout) {
    return delivery.flush(timeout);
  }

  @Override
  public FlushResult close() {
    return close(settings.shutdownTimeout());
  }

  @Override
  public FlushResult close(Duration timeout) {
    FlushResult result = delivery.close(timeout);
    sdk.shutdown();
    return result;
  }
}
