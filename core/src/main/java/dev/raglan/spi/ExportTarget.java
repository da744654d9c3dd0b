package dev.raglan.spi;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;

/**
 * A place that finished spans go to, as the application configures it.
 *
 * <p>Holds settings only; {@link #open()} makes the exporter.
 */
public interface ExportTarget {

  /** Returns the target's name in logs and statistics, such as {@code otlp}; never a secret. */
  String name();

  /**
   * Opens the exporter. The caller shuts it down.
   *
   * @throws IllegalStateException if the target cannot work here, with what is missing and what to
   *     do
   */
  SpanExporter open();

  /**
   * Returns the names of the dialects that the target's backend reads: Raglan's spans go there
   * without the attributes of others. Empty, the default, for those that tracing is configured
   * with.
   */
  default List<String> dialects() {
    return List.of();
  }

  /**
   * Returns this target with dialects of its own, which are written whether tracing is configured
   * with them or not.
   *
   * @param names at least one, such as {@code openinference}
   * @throws IllegalArgumentException if there is none
   */
  default ExportTarget inDialects(String... names) {
    return new TargetInDialects(this, List.of(names));
  }
}
