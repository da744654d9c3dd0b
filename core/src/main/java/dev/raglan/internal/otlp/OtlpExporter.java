package dev.raglan.internal.otlp;

import dev.raglan.internal.transport.BatchExporter;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.HttpSettings;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.RequestSender;
import dev.raglan.internal.transport.RetryLoop;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.internal.transport.SendResult.Kind;
import dev.raglan.internal.transport.Settlement;
import dev.raglan.internal.transport.Settlement.Loss;
import dev.raglan.internal.transport.SingleExport;
import dev.raglan.internal.transport.TlsSettings;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An exporter to an OTLP receiver. Encodes a batch once, sends it in requests of a bounded size,
 * and retries. One export at a time.
 */
public final class OtlpExporter implements BatchExporter {

  private final OtlpTransport transport;
  private final EncodedSpans.Encoding encoding;
  private final RetryLoop loop;
  private final Duration timeout;
  private final String description;
  private volatile boolean closed;

  private OtlpExporter(OtlpTransport transport, EncodedSpans.Encoding encoding, Settings settings) {
    this.transport = transport;
    this.encoding = encoding;
    this.timeout = settings.timeout();
    this.loop = new RetryLoop(settings.timeout().toNanos(), settings.maxRequestBytes());
    this.description = settings.endpoint().toString();
  }

  /**
   * The settings of an exporter.
   *
   * @param protocol {@code http/protobuf}, {@code http/json} or {@code grpc}
   * @param compression {@code gzip}, {@code zstd} or {@code none}
   * @param timeout the longest time of one request
   * @param maxRequestBytes the largest request before compression
   * @param proxy null for the JVM's
   */
  public record Settings(
      OtlpEndpoint endpoint,
      String protocol,
      OtlpHeaders headers,
      String compression,
      int compressionLevel,
      Duration timeout,
      long maxRequestBytes,
      @Nullable Proxy proxy,
      TlsSettings tls) {}

  /**
   * Opens an exporter; connects with the first export.
   *
   * @throws IllegalStateException if a certificate or key cannot be read
   * @throws LinkageError if the library for zstd is missing
   */
  public static OtlpExporter open(Settings settings) {
    BodyEncoding compressor = new BodyEncoding(settings.compression(), settings.compressionLevel());
    boolean grpc = settings.protocol().equals("grpc");
    boolean json = settings.protocol().equals("http/json");
    OtlpEndpoint endpoint = settings.endpoint();
    RequestSender sender =
        RequestSender.open(
            new HttpSettings(
                endpoint.url(),
                grpc,
                settings.headers().reveal(),
                settings.proxy(),
                settings.tls()));
    OtlpTransport transport =
        grpc
            ? new OtlpGrpc(sender, endpoint, compressor)
            : new OtlpHttp(sender, endpoint, json, compressor);
    return new OtlpExporter(transport, json ? OtlpJson.INSTANCE : OtlpProtobuf.INSTANCE, settings);
  }

  @Override
  public void export(List<SpanData> spans, Settlement settlement) {
    if (closed) {
      settlement.dropped(spans.size(), Loss.FAILED, FailureCause.of("the exporter is closed"));
      return;
    }
    loop.run(parts(spans), settlement);
  }

  /** Returns the requests that deliver the spans, to be sent by another loop of attempts. */
  public List<? extends Part> parts(List<SpanData> spans) {
    return encoding.encode(spans).requests(loop.maxBytes()).stream().map(Request::new).toList();
  }

  /** Exports with the time of one request, retries included. */
  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    if (spans.isEmpty()) {
      return CompletableResultCode.ofSuccess();
    }
    return SingleExport.run(timeout, settlement -> export(List.copyOf(spans), settlement));
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    closed = true;
    transport.close();
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public String toString() {
    return "OtlpExporter{" + description + "}";
  }

  /** A request of this exporter. */
  private final class Request implements Part {

    private final EncodedSpans.Range range;

    Request(EncodedSpans.Range range) {
      this.range = range;
    }

    @Override
    public int spans() {
      return range.spans();
    }

    @Override
    public long bytes() {
      return range.bytes();
    }

    @Override
    public List<Request> halves() {
      return range.halves().stream().map(Request::new).toList();
    }

    @Override
    public SendResult send(long timeoutNanos) {
      if (closed) {
        return SendResult.failed(Kind.REFUSED, FailureCause.of("the exporter is closed"));
      }
      Buffer body = new Buffer();
      range.write(body);
      return transport.send(body, timeoutNanos);
    }
  }
}
