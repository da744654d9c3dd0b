package dev.raglan.benchmarks.worker;

import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Keeps the spans that it is given, to see that both pipelines export the same. */
final class Kept implements ExportTarget, SpanExporter {

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();

  /** Returns what a pipeline exports, for each query one span. */
  static List<SpanData> of(Function<Kept, WorkerPipeline> opened) {
    Kept kept = new Kept();
    try (WorkerPipeline pipeline = opened.apply(kept)) {
      for (int query = 0; query < ProseSearch.QUERIES; query++) {
        pipeline.call(query);
      }
      pipeline.flush();
    }
    return List.copyOf(kept.spans);
  }

  @Override
  public String name() {
    return "kept";
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
