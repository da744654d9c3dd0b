package dev.raglan.internal.otlp;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okio.Buffer;

/** An {@code ExportTraceServiceRequest} in protocol buffers with spans of one trace. Immutable. */
public final class OtlpMessage {

  private final String traceId;
  private final EncodedSpans.Range range;

  private OtlpMessage(String traceId, EncodedSpans.Range range) {
    this.traceId = traceId;
    this.range = range;
  }

  /**
   * Returns the spans as messages of at most that many bytes, in the order of the traces' first
   * spans. One span alone may exceed the size. A trace is encoded when its first message is read.
   */
  public static Stream<OtlpMessage> byTrace(List<SpanData> spans, long maxBytes) {
    Map<String, List<SpanData>> traces = new LinkedHashMap<>();
    for (SpanData span : spans) {
      traces.computeIfAbsent(span.getTraceId(), each -> new ArrayList<>()).add(span);
    }
    return traces.entrySet().stream()
        .flatMap(
            trace ->
                OtlpProtobuf.INSTANCE.encode(trace.getValue()).requests(maxBytes).stream()
                    .map(range -> new OtlpMessage(trace.getKey(), range)));
  }

  /** Returns the trace's id in 32 hexadecimal digits. */
  public String traceId() {
    return traceId;
  }

  /** Returns the number of spans. */
  public int spans() {
    return range.spans();
  }

  /** Returns two messages of about half the size; empty for a single span. */
  public List<OtlpMessage> halves() {
    return range.halves().stream().map(half -> new OtlpMessage(traceId, half)).toList();
  }

  /** Returns the encoded message, written anew by each call. */
  public byte[] encoded() {
    Buffer out = new Buffer();
    range.write(out);
    return out.readByteArray();
  }
}
