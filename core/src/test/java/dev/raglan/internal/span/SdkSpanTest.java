package dev.raglan.internal.span;

import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** The contract holds for OpenTelemetry's span, of which it is taken. */
class SdkSpanTest extends SpanContract {

  @Override
  TracerProvider open(Sdk sdk) {
    SdkTracerProviderBuilder provider =
        SdkTracerProvider.builder()
            .setSampler(sdk.sampler())
            .setIdGenerator(sdk.ids())
            .setSpanLimits(sdk.limits())
            .setResource(sdk.resource())
            .setClock(sdk.clock());
    sdk.processors().forEach(provider::addSpanProcessor);
    return provider.build();
  }

  @Override
  TracerProvider openParentBased(double ratio, SpanLimits limits, SpanProcessor processor) {
    return SdkTracerProvider.builder()
        .setSampler(LeanTracerProvider.samplerOf(ratio))
        .setSpanLimits(limits)
        .addSpanProcessor(processor)
        .build();
  }

  @Override
  void close(TracerProvider provider) {
    ((SdkTracerProvider) provider).shutdown();
  }
}
