package dev.raglan.benchmarks;

import dev.raglan.Raglan;
import dev.raglan.Redaction;
import dev.raglan.export.DeliverySettings;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.TimeUnit;

/**
 * An SDK of OpenTelemetry's for spans by hand, which end into a queue like Raglan's own and go to
 * the same target. Raglan's own SDK has spans that cost less.
 */
public final class SpansByHand implements AutoCloseable {

  private static final int MAX_ATTRIBUTES = 1_024;

  private final SdkTracerProvider sdk;

  /**
   * Opens the SDK.
   *
   * @param roots the sampler of spans without a parent
   */
  public SpansByHand(Nowhere target, DeliverySettings delivery, Sampler roots) {
    this.sdk =
        SdkTracerProvider.builder()
            .setSampler(Sampler.parentBased(roots))
            .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(MAX_ATTRIBUTES).build())
            .addSpanProcessor(
                Raglan.builder()
                    .redaction(Redaction.none())
                    .delivery(delivery)
                    .exportTo(target)
                    .spanProcessor())
            .build();
  }

  /** Returns the tracer of spans that are not redacted. */
  public Tracer tracer() {
    return sdk.get("by-hand");
  }

  /**
   * Waits until every span is delivered.
   *
   * @throws IllegalStateException if one was lost
   */
  public void drain() {
    if (!sdk.forceFlush().join(1, TimeUnit.MINUTES).isSuccess()) {
      throw new IllegalStateException("Spans by hand were lost");
    }
  }

  @Override
  public void close() {
    sdk.close();
  }
}
