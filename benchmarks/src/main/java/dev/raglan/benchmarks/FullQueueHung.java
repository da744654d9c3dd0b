package dev.raglan.benchmarks;

import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;



/** A target that takes a batch and does not answer until it is let go; then it takes all. */
final class FullQueueHung implements ExportTarget, SpanExporter {

  private final CompletableResultCode answer = new CompletableResultCode();

  /** Answers. */
  void letGo() {
    answer.succeed();
  }

  @Override
  public String name() {
    return "hung";
  }

  @Override
  public SpanExporter open() {
    return this;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return answer;
  }

  @Override
  public CompletableResultCode flush() {
    return answer;
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
