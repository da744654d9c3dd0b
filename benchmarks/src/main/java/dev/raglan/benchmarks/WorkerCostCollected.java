package dev.raglan.benchmarks;

import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;



/** Keeps the spans that it is given, to see that both pipelines export the same. */
final class WorkerCostCollected implements ExportTarget, SpanExporter {

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();

  /** For each query what Raglan exports. */
  static List<SpanData> ofRaglan(WorkerCostSearch search) {
    WorkerCostCollected collected = new WorkerCostCollected();
    return collected.callEach(new WorkerCostRaglan(search, collected));
  }

  /** For each query what is exported when a span is given the attributes of another. */
  static List<SpanData> ofBatchProcessor(List<SpanData> spans) {
    WorkerCostCollected collected = new WorkerCostCollected();
    return collected.callEach(new WorkerCostBatchProcessor(spans, collected));
  }

  private List<SpanData> callEach(WorkerCostPipeline pipeline) {
    try (pipeline) {
      for (int query = 0; query < WorkerCostSearch.QUERIES; query++) {
        pipeline.call(query);
      }
      pipeline.flush();
    }
    return List.copyOf(spans);
  }

  /** What both pipelines have in common of a span; the rest is times and identifiers. */
  static List<Object> comparable(SpanData span) {
    return List.of(
        span.getName(),
        span.getKind(),
        span.getStatus().getStatusCode(),
        span.getAttributes().asMap(),
        span.getEvents(),
        span.getResource());
  }

  @Override
  public String name() {
    return "collected";
  }

  @Override
  public SpanExporter open() {
    return this;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> batch) {
    spans.addAll(batch);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
