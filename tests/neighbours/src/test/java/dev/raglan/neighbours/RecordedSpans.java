package dev.raglan.neighbours;

import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/** A target of Raglan's that keeps spans. */
public final class RecordedSpans implements ExportTarget {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public SpanExporter open() {
    return exporter;
  }

  InMemorySpanExporter spans() {
    return exporter;
  }
}
