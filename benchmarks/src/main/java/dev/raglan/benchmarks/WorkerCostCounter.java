package dev.raglan.benchmarks;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;



/** Counts the spans that another exporter delivered. */
final class WorkerCostCounter implements SpanExporter {

  private final SpanExporter exporter;
  private final AtomicLong delivered = new AtomicLong();

  WorkerCostCounter(SpanExporter exporter) {
    this.exporter = exporter;
  }

  long delivered() {
    return delivered.get();
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
