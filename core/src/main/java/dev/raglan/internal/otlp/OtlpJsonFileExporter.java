package dev.raglan.internal.otlp;

import dev.raglan.internal.safe.ThrottledLog;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;

/** Writes each batch as one line of OTLP JSON. Thread-safe. */
public final class OtlpJsonFileExporter implements SpanExporter {

  private static final ThrottledLog LOG = ThrottledLog.of(OtlpJsonFileExporter.class);

  private final RotatingFile file;
  private boolean shutDown;

  /** An exporter to the file, which it closes on shutdown. */
  public OtlpJsonFileExporter(RotatingFile file) {
    this.file = file;
  }

  @Override
  public synchronized CompletableResultCode export(Collection<SpanData> spans) {
    if (shutDown) {
      return CompletableResultCode.ofFailure();
    }
    if (spans.isEmpty()) {
      return CompletableResultCode.ofSuccess();
    }
    try {
      file.append(OtlpJson.line(spans));
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      LOG.warn("spans could not be written to " + file, e);
      return CompletableResultCode.ofFailure();
    }
  }

  /** Succeeds: every line is with the operating system when its export returns. */
  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public synchronized CompletableResultCode shutdown() {
    shutDown = true;
    try {
      file.close();
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      LOG.warn("the file could not be closed: " + file, e);
      return CompletableResultCode.ofFailure();
    }
  }

  @Override
  public String toString() {
    return "OtlpJsonFileExporter{" + file + "}";
  }
}
