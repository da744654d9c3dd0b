package dev.raglan.internal.treelog;

import dev.raglan.internal.safe.ThrottledLog;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** An exporter that prints each trace when its local root has ended. Thread-safe. */
public final class TraceLogExporter implements SpanExporter {

  private static final ThrottledLog LOG = ThrottledLog.of(TraceLogExporter.class);

  private final TraceOutput output;
  private final TraceBuffer buffer = new TraceBuffer(System::nanoTime);
  private boolean shutDown;

  /** Creates an exporter to the output, which it does not close. */
  public TraceLogExporter(TraceOutput output) {
    this.output = output;
  }

  @Override
  public synchronized CompletableResultCode export(Collection<SpanData> spans) {
    if (shutDown) {
      return CompletableResultCode.ofFailure();
    }
    if (!output.isEnabled()) {
      return CompletableResultCode.ofSuccess();
    }
    return print(buffer.add(spans));
  }

  /** Prints the spans that came after their root; traces without their root stay. */
  @Override
  public synchronized CompletableResultCode flush() {
    return print(buffer.late());
  }

  /** Prints everything that is left. */
  @Override
  public synchronized CompletableResultCode shutdown() {
    shutDown = true;
    return print(buffer.rest());
  }

  private CompletableResultCode print(List<String> trees) {
    try {
      for (String tree : trees) {
        output.print(tree);
      }
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      LOG.warn("a trace could not be printed", e);
      return CompletableResultCode.ofFailure();
    }
  }

  @Override
  public String toString() {
    return "TraceLogExporter{" + output + "}";
  }
}
