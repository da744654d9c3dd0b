package dev.raglan.internal.span;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfoBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider of tracers whose spans behave as those of OpenTelemetry's SDK, and cost less.
 * Thread-safe.
 */
public final class LeanTracerProvider implements TracerProvider {

  private final SpanSettings settings;

  private LeanTracerProvider(SpanSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns a provider that samples the spans of sampled parents.
   *
   * @param ratio the share of new traces that is sampled, from 0 to 1
   * @param processors told of each span in this order
   */
  public static LeanTracerProvider parentBased(
      double ratio, SpanLimits limits, Resource resource, List<SpanProcessor> processors) {
    return of(
        Sampling.parentBased(ratio),
        IdGenerator.random(),
        limits,
        resource,
        Clock.getDefault(),
        processors);
  }

  /**
   * Returns the sampler of a provider that samples the spans of sampled parents, for an SDK of
   * OpenTelemetry's.
   *
   * @param ratio the share of new traces that is sampled, from 0 to 1
   */
  public static Sampler samplerOf(double ratio) {
    return Sampling.parentBased(ratio).sampler();
  }

  static LeanTracerProvider of(
      Sampling sampling,
      IdGenerator ids,
      SpanLimits limits,
      Resource resource,
      Clock clock,
      List<SpanProcessor> processors) {
    return new LeanTracerProvider(
        new SpanSettings(sampling, ids, limits, resource, clock, processors));
  }

  @Override
  public Tracer get(String scope) {
    return tracerBuilder(scope).build();
  }

  @Override
  public Tracer get(String scope, String version) {
    return tracerBuilder(scope).setInstrumentationVersion(version).build();
  }

  @Override
  public TracerBuilder tracerBuilder(@Nullable String scope) {
    InstrumentationScopeInfoBuilder named =
        InstrumentationScopeInfo.builder(scope == null ? "" : scope);
    return new TracerBuilder() {
      @Override
      public TracerBuilder setSchemaUrl(String schemaUrl) {
        named.setSchemaUrl(schemaUrl);
        return this;
      }

      @Override
      public TracerBuilder setInstrumentationVersion(String version) {
        named.setVersion(version);
        return this;
      }

      @Override
      public Tracer build() {
        return new LeanTracer(settings, named.build());
      }
    };
  }

  /** Closes the processors; spans that are started from now on do nothing. */
  public void close() {
    settings.close();
    settings.processor().shutdown();
  }
}
