package dev.raglan.export;

import dev.raglan.internal.treelog.TraceLogExporter;
import dev.raglan.internal.treelog.TraceOutput;
import dev.raglan.spi.ExportTarget;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * A readable tree of each trace, in the log or on the console.
 *
 * <pre>
 * trace 4bf92f35 · RagService.ask · 412 ms · 908 tokens · $0.0021
 * └─ RagService.ask        chain       412 ms  ━━━━━━━━━━                       ok  "What is Raglan?" → "A sleeve…"
 *    ├─ Retriever.search   retriever    38 ms  ━                                ok  "raglan" → [{"id":"d1"},{"id":"d2"}]
 *    └─ Answerer.generate  generation  360 ms   ━━━━━━━━━  812→96 tok  $0.0021  ok
 * </pre>
 *
 * <p>Each line has a span's name, type, duration, position in the trace (the bar spans the whole
 * trace), tokens, cost, status, and the beginning of its input and output. Control characters are
 * escaped, so that content cannot forge a line.
 *
 * <p>A tree is printed when the span at its root has ended. Spans that end later follow as {@code
 * continued}; a trace left at shutdown is printed as {@code incomplete}. At most 16,384 spans wait,
 * 2,000 of one trace; when three quarters of the room are taken, new traces are left out, and
 * counted. Lines have at most 120 columns. Immutable.
 */
public final class TraceLog implements ExportTarget {

  private final TraceOutput output;

  private TraceLog(TraceOutput output) {
    this.output = output;
  }

  /**
   * Returns a target that writes to the SLF4J logger {@code dev.raglan.traces}, at INFO: one event
   * a trace.
   */
  public static TraceLog toLogger() {
    return new TraceLog(TraceOutput.logger());
  }

  /**
   * Returns a target that writes to an appendable, such as {@code System.out}.
   *
   * @param out flushed after each trace if it is {@link java.io.Flushable}; never closed; used by
   *     one thread at a time
   */
  public static TraceLog to(Appendable out) {
    return new TraceLog(TraceOutput.appendable(out));
  }

  /** Returns {@code log}. */
  @Override
  public String name() {
    return "log";
  }

  @Override
  public SpanExporter open() {
    return new TraceLogExporter(output);
  }

  @Override
  public String toString() {
    return "TraceLog{" + output + "}";
  }
}
