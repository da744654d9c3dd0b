package dev.raglan.internal.span;

import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.List;

/** The contract of OpenTelemetry's span holds for Raglan's. */
class LeanSpanTest extends SpanContract {

  @Override
  TracerProvider open(Sdk sdk) {
    return LeanTracerProvider.of(
        Sampling.by(sdk.sampler()),
        sdk.ids(),
        sdk.limits(),
        sdk.resource(),
        sdk.clock(),
        sdk.processors());
  }

  @Override
  TracerProvider openParentBased(double ratio, SpanLimits limits, SpanProcessor processor) {
    return LeanTracerProvider.parentBased(ratio, limits, Resource.getDefault(), List.of(processor));
  }

  @Override
  void close(TracerProvider provider) {
    ((LeanTracerProvider) provider).close();
  }
}
