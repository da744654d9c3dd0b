package dev.raglan.benchmarks.worker;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** OpenTelemetry's {@code BatchSpanProcessor}, fed with spans whose attributes are rendered. */
final class BatchProcessorPipeline implements WorkerPipeline {

  private static final int MOST_FLUSHES = 10_000;

  private final List<SpanData> spans;
  private final Counter exporter;
  private final SdkTracerProvider provider;
  private final Tracer tracer;
  private long called;

  /**
   * @param spans for each query what Raglan exports
   */
  BatchProcessorPipeline(List<SpanData> spans, SpanExporter exporter) {
    this.spans = spans;
    this.exporter = new Counter(exporter);
    this.provider = provider(spans.get(0).getResource(), this.exporter);
    this.tracer = provider.get(spans.get(0).getInstrumentationScopeInfo().getName());
  }

  private static SdkTracerProvider provider(Resource resource, SpanExporter exporter) {
    return SdkTracerProvider.builder()
        .setResource(resource)
        .setSpanLimits(SpanLimits.builder().setMaxNumberOfAttributes(1_024).build())
        .addSpanProcessor(
            BatchSpanProcessor.builder(exporter)
                .setMaxQueueSize(WorkerRound.QUEUE)
                .setMaxExportBatchSize(WorkerRound.BATCH)
                .build())
        .build();
  }

  /** Counts the spans that another exporter delivered. */
  private static final class Counter implements SpanExporter {

    private final SpanExporter exporter;
    private final AtomicLong delivered = new AtomicLong();

    private Counter(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      int size = spans.size();
      CompletableResultCode result = exporter.export(spans);
      return result.whenComplete(() -> delivered.addAndGet(result.isSuccess() ? size : 0));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
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
    for (int i = 0; i < MOST_FLUSHES && exporter.delivered.get() < called; i++) {
      provider.forceFlush().join(30, TimeUnit.SECONDS);
    }
  }

  @Override
  public long delivered() {
    return exporter.delivered.get();
  }

  @Override
  public void close() {
    provider.shutdown().join(30, TimeUnit.SECONDS);
  }
}
