package dev.raglan.benchmarks;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.concurrent.TimeUnit;



/** OpenTelemetry's {@code BatchSpanProcessor}, fed with spans whose attributes are rendered. */
final class WorkerCostBatchProcessor implements WorkerCostPipeline {

  private static final int MOST_FLUSHES = 10_000;

  private final List<SpanData> spans;
  private final WorkerCostCounter exporter;
  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private long called;

  /**
   * @param spans for each query what Raglan exports
   */
  WorkerCostBatchProcessor(List<SpanData> spans, SpanExporter exporter) {
    this.spans = spans;
    this.exporter = new WorkerCostCounter(exporter);
    this.provider = provider(spans.get(0).getResource(), this.exporter);
    this.tracer = provider.get(spans.get(0).getInstrumentationScopeInfo().getName());
  }

  private static SdkTracerProvider provider(Resource resource, SpanExporter exporter) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(1_024).build())
        .addSpanProcessor(
            BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(WorkerCostRound.QUEUE)
                .setMaxExportBatchSize(WorkerCostRound.BATCH)
                .build())
        .build();
  }

  @Override
  public void call(int query) {
    SpanData span = spans.get(query);
    called++;
    tracer
        .spanBuilder(span.getName())
        .setSpanKind(span.getKind())
        .setAllAttributes(copy(span.getAttributes()))
        .startSpan()
        .end();
  }

  /** With texts of its own: those of another span would be in the processor's cache already. */
  private static Attributes copy(Attributes attributes) {
    AttributesBuilder copy = attributes.toBuilder();
    attributes.forEach(
        (key, value) -> {
          if (value instanceof String text) {
            copy.put(key.getKey(), String.valueOf(text.toCharArray()));
          }
        });
    return copy.build();
  }

  /** More than once, as a flush that follows closely upon another may do nothing. */
  @Override
  public void flush() {
    for (int i = 0; i < MOST_FLUSHES && exporter.delivered() < called; i++) {
      provider.forceFlush().join(30, TimeUnit.SECONDS);
    }
  }

  @Override
  public long delivered() {
    return exporter.delivered();
  }

  @Override
  public void close() {
    provider.shutdown().join(30, TimeUnit.SECONDS);
  }
}
