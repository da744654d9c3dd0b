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

  /** The longest line: collectors' file receivers cut lines at 1 MiB. */
  private static final int MAX_LINE = 1_000_000;

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
        byte[] line = line(request);
        if (line.length > MAX_LINE) {
          line = shortened(spans.get(request.first()));
        }
        write(line, request.spans(), settlement);
      }
    }
  }

  private void write(byte[] line, int spans, Settlement settlement) {
    if (line.length > MAX_LINE) {
      String why = "a span is longer than a line of 1 MB without its texts";
      settlement.dropped(spans, Loss.REJECTED, FailureCause.of(why));
      return;
    }
    try {
      file.append(line);
      settlement.exported(spans);
    } catch (IOException e) {
      String why = "cannot write to " + file + " (" + e.getMessage() + ")";
      settlement.dropped(spans, Loss.FAILED, FailureCause.of(why));
    }
  }

  /** Returns the line of a span whose longest texts are cut; too long if that does not do. */
  private static byte[] shortened(SpanData span) {
    SpanData fitting = ShortenedSpan.toFit(span, MAX_LINE, each -> lineOf(each).length <= MAX_LINE);
    return lineOf(fitting == null ? span : fitting);
  }

  private static byte[] lineOf(SpanData span) {
    return line(OtlpJson.INSTANCE.encode(List.of(span)).requests(MAX_LINE).get(0));
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
