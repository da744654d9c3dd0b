package dev.raglan.export;

import io.opentelemetry.sdk.trace.export.SpanExporter;

/** A readable tree of each trace, in the log or on the console. Immutable. */
public final class TraceLog implements ExportTarget {

  private final TraceSink sink;

  private TraceLog(TraceSink sink) {
    this.sink = sink;
  }

  /** The SLF4J logger {@code dev.raglan.traces}, at INFO: one event a trace. */
  public static TraceLog toLogger() {
    return new TraceLog(TraceSink.logger());
  }

  /**
   * Anything that text can be appended to, such as {@code System.out}.
   *
   * @param out flushed after each trace where it can be; never closed; used by one thread at a time
   */
  public static TraceLog to(Appendable out) {
    return new TraceLog(TraceSink.appendable(out));
  }

  /** Always {@code log}. */
  @Override
  public String name() {
    return "log";
  }

  @Override
  public SpanExporter open() {
    return new TraceLogExporter(sink);
  }

  @Override
  public String toString() {
    return "TraceLog{" + sink + "}";
  }
}
