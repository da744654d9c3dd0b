package dev.raglan.internal.otlp;

import dev.raglan.internal.transport.BatchExporter;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.Settlement;
import dev.raglan.internal.transport.Settlement.Loss;
import dev.raglan.internal.transport.SingleExport;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import okio.Buffer;

/** An exporter that writes each batch as one or several lines of OTLP JSON. Thread-safe. */
public final class OtlpJsonFileExporter implements BatchExporter {

  /** Collectors' file receivers cut lines at 1 MiB. */
  private static final long MAX_LINE = 1_000_000;

  private final RotatingFile file;
  private boolean shutDown;

  /** Creates an exporter to the file, which it closes on shutdown. */
  public OtlpJsonFileExporter(RotatingFile file) {
    this.file = file;
  }

  /** Settles each line once it is written, since a disk may have room for some of them. */
  @Override
  public synchronized void export(List<SpanData> spans, Settlement settlement) {
    for (EncodedSpans.Range request : OtlpJson.INSTANCE.encode(spans).requests(MAX_LINE)) {
      if (shutDown || settlement.isAbandoned()) {
        settlement.dropped(request.spans(), Loss.FAILED, FailureCause.of("the exporter is closed"));
      } else {
        write(request, settlement);
      }
    }
  }

  private void write(EncodedSpans.Range request, Settlement settlement) {
    try {
      file.append(line(request));
      settlement.exported(request.spans());
    } catch (IOException e) {
      String why = "cannot write to " + file + " (" + e.getMessage() + ")";
      settlement.dropped(request.spans(), Loss.FAILED, FailureCause.of(why));
    }
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return SingleExport.run(
        Duration.ofDays(1), settlement -> export(List.copyOf(spans), settlement));
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
