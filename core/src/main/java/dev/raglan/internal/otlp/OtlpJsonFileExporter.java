package dev.raglan.internal.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import okio.Buffer;

/** An exporter that writes each batch as one or several lines of OTLP JSON. Thread-safe. */
public final class OtlpJsonFileExporter implements SpanExporter {

  /** Collectors' file receivers cut lines at 1 MiB. */
  private static final long MAX_LINE = 1_000_000;

  private final RotatingFile file;
  private boolean shutDown;

  /** Creates an exporter to the file, which it closes on shutdown. */
  public OtlpJsonFileExporter(RotatingFile file) {
    this.file = file;
  }

  @Override
  public synchronized CompletableResultCode export(Collection<SpanData> spans) {
    if (shutDown) {
      return CompletableResultCode.ofFailure();
    }
    try {
      EncodedSpans encoded = OtlpJson.INSTANCE.encode(List.copyOf(spans));
      for (EncodedSpans.Range request : encoded.requests(MAX_LINE)) {
        file.append(line(request));
      }
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(
          new IOException("cannot write to " + file + " (" + e.getMessage() + ")", e));
    }
  }

  static byte[] line(EncodedSpans.Range request) {
    Buffer line = new Buffer();
    request.write(line);
    return line.writeByte('\n').readByteArray();
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
      file.shutdown();
      return CompletableResultCode.ofSuccess();
    } catch (IOException e) {
      return CompletableResultCode.ofExceptionalFailure(e);
    }
  }

  @Override
  public String toString() {
    return "OtlpJsonFileExporter{" + file + "}";
  }
}
