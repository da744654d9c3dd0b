package dev.raglan.internal.otlp;

import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.HttpAnswer;
import dev.raglan.internal.transport.RequestSender;
import dev.raglan.internal.transport.RetryAfter;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.internal.transport.SendResult.Kind;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over gRPC: one unary call a request, on HTTP/2. Written on the HTTP client, because
 * OpenTelemetry's sender shows neither the partial success nor the status of a refusal.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP2</a>
 */
final class OtlpGrpc implements OtlpTransport {

  private static final int PREFIX = 5;

  /** The words of gRPC's libraries for a message that is larger than they accept. */
  private static final Pattern TOO_LARGE =
      Pattern.compile("(?i)larger than|too (large|big)|max(imum)? (message )?size|size limit");

  private final RequestSender sender;
  private final OtlpEndpoint endpoint;
  private final BodyEncoding compressor;

  OtlpGrpc(RequestSender sender, OtlpEndpoint endpoint, BodyEncoding compressor) {
    this.sender = sender;
    this.endpoint = endpoint;
    this.compressor = compressor;
  }

  @Override
  public SendResult send(Buffer request, long timeoutNanos) {
    Map<String, String> headers = new HashMap<>();
    headers.put("te", "trailers");
    headers.put("grpc-timeout", Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)) + "m");
    if (!compressor.isNone()) {
      headers.put("grpc-encoding", compressor.encoding());
    }
    try {
      Buffer message = compressor.compress(request);
      Buffer framed = new Buffer();
      framed.writeByte(compressor.isNone() ? 0 : 1).writeInt((int) message.size());
      framed.writeAll(message);
      return result(sender.post(framed, "application/grpc", headers, timeoutNanos));
    } catch (IOException e) {
      return sender.failure(e);
    }
  }

  private SendResult result(HttpAnswer answer) {
    if (!answer.whole()) {
      return SendResult.failed(
          Kind.REFUSED, FailureCause.of(endpoint + " answered with " + answer.defect()));
    }
    String status = answer.header("grpc-status");
    if (status == null) {
      return withoutStatus(answer);
    }
    int code = code(status);
    if (code == 0) {
      return accepted(answer);
    }
    FailureCause cause =
        new FailureCause(endpoint + " answered " + GrpcStatus.name(code), message(answer));
    return switch (code) {
      case GrpcStatus.CANCELLED,
          GrpcStatus.DEADLINE_EXCEEDED,
          GrpcStatus.ABORTED,
          GrpcStatus.OUT_OF_RANGE,
          GrpcStatus.UNAVAILABLE,
          GrpcStatus.DATA_LOSS ->
          SendResult.retryAfter(retryDelay(answer), cause);
      case GrpcStatus.RESOURCE_EXHAUSTED -> {
        long delay = retryDelay(answer);
        yield delay < 0 ? exhausted(cause) : SendResult.retryAfter(delay, cause);
      }
      case GrpcStatus.UNKNOWN, GrpcStatus.INTERNAL ->
          SendResult.failed(Kind.UNEXPLAINED_REFUSAL, cause);
      default -> SendResult.failed(Kind.REFUSED, cause);
    };
  }

  /** Judges a refusal for the size, or for a quota, which is not to be tried again. */
  private static SendResult exhausted(FailureCause cause) {
    boolean isTooLarge = TOO_LARGE.matcher(cause.serverText()).find();
    return SendResult.failed(isTooLarge ? Kind.TOO_LARGE : Kind.UNEXPLAINED_REFUSAL, cause);
  }

  /** Judges the answer of a proxy, or of a server that does not speak gRPC. */
  private SendResult withoutStatus(HttpAnswer answer) {
    String summary = endpoint + " answered " + answer.statusLine();
    FailureCause cause = new FailureCause(summary, answer.text());
    return switch (answer.status()) {
      case 429, 502, 503, 504 ->
          SendResult.retryAfter(
              RetryAfter.nanos(answer.header("retry-after"), Instant.now()), cause);
      case 413 -> SendResult.failed(Kind.TOO_LARGE, cause);
      case 200 ->
          answer.mediaType().startsWith("application/grpc")
              ? SendResult.failed(
                  Kind.UNEXPLAINED_FAILURE,
                  FailureCause.of(endpoint + " closed the answer without a gRPC status"))
              : notGrpc(answer);
      default -> notGrpc(answer);
    };
  }

  private SendResult notGrpc(HttpAnswer answer) {
    return SendResult.failed(
        Kind.REFUSED,
        new FailureCause(
            endpoint
                + " answered "
                + answer.statusLine()
                + ", not gRPC; it may need protocol http/protobuf",
            answer.text()));
  }

  private SendResult accepted(HttpAnswer answer) {
    OtlpAnswer otlp = read(answer.body());
    if (otlp == null) {
      return SendResult.failed(
          Kind.REFUSED, FailureCause.of(endpoint + " answered OK without an OTLP message"));
    }
    if (otlp.rejected() == 0 && otlp.message().isEmpty()) {
      return SendResult.accepted();
    }
    return SendResult.partly(
        otlp.rejected(), new FailureCause("partial success at " + endpoint, otlp.message()));
  }

  private static @Nullable OtlpAnswer read(byte[] body) {
    if (body.length < PREFIX) {
      return null;
    }
    ByteBuffer frame = ByteBuffer.wrap(body);
    boolean compressed = frame.get() != 0;
    int length = frame.getInt();
    if (length < 0 || length > frame.remaining()) {
      return null;
    }
    byte[] message = new byte[length];
    frame.get(message);
    try {
      return OtlpAnswer.ofProtobuf(compressed ? gunzip(message) : message);
    } catch (IOException e) {
      return null;
    }
  }

  private static byte[] gunzip(byte[] compressed) throws IOException {
    Buffer plain = new Buffer();
    try (BufferedSource source = Okio.buffer(new GzipSource(new Buffer().write(compressed)))) {
      source.request(1 << 20);
      plain.write(source.getBuffer(), source.getBuffer().size());
    }
    return plain.readByteArray();
  }

  private static int code(String status) {
    try {
      return Integer.parseInt(status.strip());
    } catch (NumberFormatException e) {
      return GrpcStatus.UNKNOWN;
    }
  }

  /** Returns the percent-encoded message of the status, decoded. */
  private static String message(HttpAnswer answer) {
    String message = answer.header("grpc-message");
    if (message == null) {
      return "";
    }
    try {
      return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return message;
    }
  }

  private static long retryDelay(HttpAnswer answer) {
    String details = answer.header("grpc-status-details-bin");
    if (details == null) {
      return -1;
    }
    try {
      return OtlpAnswer.retryDelayNanos(Base64.getDecoder().decode(details.strip()));
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  @Override
  public void cancel() {
    sender.cancel();
  }

  @Override
  public void close() {
    sender.close();
  }
}
