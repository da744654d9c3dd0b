package dev.raglan.spi;

import io.opentelemetry.sdk.trace.export.SpanExporter;

/** A target whose exporter the test has. */
public record GivenTarget(String name, SpanExporter exporter) implements ExportTarget {

  @Override
  public SpanExporter open() {
    return exporter;
  }
}
