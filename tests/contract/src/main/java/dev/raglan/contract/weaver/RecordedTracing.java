package dev.raglan.contract.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.RaglanBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.function.UnaryOperator;

/** Tracing on an SDK that keeps its finished spans; {@link Raglan#global()} while it is open. */
public final class RecordedTracing implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk;
  private final Raglan raglan;

  private RecordedTracing(Sampler sampler, UnaryOperator<RaglanBuilder> settings) {
    this.sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(sampler)
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    this.raglan = settings.apply(Raglan.builder(sdk)).buildGlobal();
  }

  /** Tracing that records every span. */
  public static RecordedTracing open() {
    return open(UnaryOperator.identity());
  }

  /** Tracing that records every span, with settings of its own. */
  public static RecordedTracing open(UnaryOperator<RaglanBuilder> settings) {
    return new RecordedTracing(Sampler.alwaysOn(), settings);
  }

  /** Tracing that records what the sampler lets through. */
  public static RecordedTracing sampled(Sampler sampler) {
    return new RecordedTracing(sampler, UnaryOperator.identity());
  }

  /** The tracing under test. */
  public Raglan raglan() {
    return raglan;
  }

  /** The application's own OpenTelemetry. */
  public OpenTelemetrySdk sdk() {
    return sdk;
  }

  /** The finished spans, in the order in which they ended. */
  public List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  /** The finished span, of which there is exactly one. */
  public SpanData span() {
    assertThat(names()).hasSize(1);
    return spans().get(0);
  }

  /** The finished span of that name, of which there is exactly one. */
  public SpanData span(String name) {
    List<SpanData> named = spans().stream().filter(s -> s.getName().equals(name)).toList();
    assertThat(named).as("spans named %s in %s", name, names()).hasSize(1);
    return named.get(0);
  }

  /** The names of the finished spans, in the order in which they ended. */
  public List<String> names() {
    return spans().stream().map(SpanData::getName).toList();
  }

  @Override
  public void close() {
    raglan.close();
    sdk.close();
  }
}
