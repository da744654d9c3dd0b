package dev.raglan.internal.otlp;

import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.HttpSettings;
import dev.raglan.internal.transport.Part;
import dev.raglan.internal.transport.Piece;
import dev.raglan.internal.transport.RequestSender;
import dev.raglan.internal.transport.ResendingExporter;
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
 * and retries. One export at a time, and one resending beside it.
 */
public final class OtlpExporter implements ResendingExporter {

  private static final long PIECE = 64L << 10;

  private final OtlpTransport transport;
  private final OtlpTransport resendTransport;
  private final EncodedSpans.Encoding encoding;
  private final RetryLoop loop;
  private final RetryLoop resendLoop;
  private final Duration timeout;
  private final String description;
  private volatile boolean closed;

  private OtlpExporter(
      OtlpTransport transport,
      OtlpTransport resendTransport,
      EncodedSpans.Encoding encoding,
      Settings settings) {
    this.transport = transport;
    this.resendTransport = resendTransport;
    this.encoding = encoding;
    this.timeout = settings.timeout();
    this.loop = new RetryLoop(settings.timeout().toNanos(), settings.maxRequestBytes());
    this.resendLoop = new RetryLoop(settings.timeout().toNanos(), settings.maxRequestBytes());
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
    boolean json = settings.protocol().equals("http/json");
    OtlpTransport transport = transport(settings, compressor);
    OtlpTransport resendTransport = transport(settings, compressor);
    return new OtlpExporter(
        transport, resendTransport, json ? OtlpJson.INSTANCE : OtlpProtobuf.INSTANCE, settings);
  }

  private static OtlpTransport transport(Settings settings, BodyEncoding compressor) {
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
    return grpc
        ? new OtlpGrpc(sender, endpoint, compressor)
        : new OtlpHttp(sender, endpoint, json, compressor);
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

  @Override
  public String encoding() {
    return encoding.id();
  }

  @Override
  public long maxBytes() {
    return resendLoop.maxBytes();
  }

  @Override
  public void resend(List<Piece> pieces, Settlement settlement) {
    resendLoop.run(List.of(new Kept(pieces)), settlement);
  }

  @Override
  public void cancel() {
    transport.cancel();
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
    resendTransport.close();
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
    public List<Piece> pieces() {
      return range.split(PIECE).stream().map(Request::piece).toList();
    }

    private static Piece piece(EncodedSpans.Range range) {
      Buffer content = new Buffer();
      range.write(content);
      return new Piece(range.spans(), content.readByteArray());
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

  /** A request of pieces that were kept. */
  private final class Kept implements Part {

    private final List<Piece> content;

    Kept(List<Piece> content) {
      this.content = content;
    }

    @Override
    public int spans() {
      return content.stream().mapToInt(Piece::spans).sum();
    }

    @Override
    public long bytes() {
      return content.stream().mapToLong(each -> each.content().length).sum();
    }

    @Override
    public List<Kept> halves() {
      int middle = content.size() / 2;
      return middle == 0
          ? List.of()
          : List.of(
              new Kept(content.subList(0, middle)),
              new Kept(content.subList(middle, content.size())));
    }

    @Override
    public SendResult send(long timeoutNanos) {
      if (closed) {
        return SendResult.failed(Kind.RETRY, FailureCause.of("the exporter is closed"));
      }
      Buffer body = encoding.join(content.stream().map(Piece::content).toList());
      return resendTransport.send(body, timeoutNanos);
    }
  }
}
