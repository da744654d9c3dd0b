package dev.raglan.spi;

import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * A place that finished spans go to, as the application configures it.
 *
 * <p>Holds settings only; {@link #open()} makes the exporter.
 */
public interface ExportTarget {

  /** The target's name in logs and statistics, such as {@code otlp}; never a secret. */
  String name();

  /**
   * Opens the exporter. The caller shuts it down.
   *
   * @throws IllegalStateException if the target cannot work here, with what is missing and what to
   *     do
   */
  SpanExporter open();
}
