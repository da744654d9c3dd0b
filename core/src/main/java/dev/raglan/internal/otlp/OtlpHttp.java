package dev.raglan.internal.otlp;

import dev.raglan.internal.text.LogLine;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.HttpAnswer;
import dev.raglan.internal.transport.RequestSender;
import dev.raglan.internal.transport.RetryAfter;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.internal.transport.SendResult.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over HTTP. A success counts only if the answer is OTLP's: some servers answer 200 to what
 * they do not store.
 */
final class OtlpHttp implements OtlpTransport {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  /** The types under which servers send protocol buffers. */
  private static final Set<String> PROTOBUF_TYPES =
      Set.of(
          PROTOBUF,
          "application/protobuf",
          "application/vnd.google.protobuf",
          "application/octet-stream");

  private final RequestSender sender;
  private final OtlpEndpoint endpoint;
  private final boolean json;
  private final BodyEncoding compressor;

  /**
   * @param json true for JSON bodies, false for protocol buffers
   */
  OtlpHttp(RequestSender sender, OtlpEndpoint endpoint, boolean json, BodyEncoding compressor) {
    this.sender = sender;
    this.endpoint = endpoint;
    this.json = json;
    this.compressor = compressor;
  }

  @Override
  public SendResult send(Buffer request, long timeoutNanos) {
    Map<String, String> headers =
        compressor.isNone() ? Map.of() : Map.of("content-encoding", compressor.encoding());
    try {
      Buffer body = compressor.compress(request);
      return result(sender.post(body, json ? JSON : PROTOBUF, headers, timeoutNanos));
    } catch (IOException e) {
      return sender.failure(e);
    }
  }

  private SendResult result(HttpAnswer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return success(answer);
    }
    if (status >= 300 && status < 400) {
      return refused(
          answer, " redirects" + target(answer) + ", which is not followed; set the final address");
    }
    return switch (status) {
      case 404, 405 -> refused(answer, notFound());
      case 413 -> SendResult.failed(Kind.TOO_LARGE, cause(answer, ""));
      case 429, 502, 503, 504 -> {
        long pause = RetryAfter.nanos(answer.header("retry-after"), Instant.now());
        yield SendResult.retryAfter(pause, cause(answer, ""));
      }
      default ->
          status < 500
              ? refused(answer, "")
              : SendResult.failed(Kind.UNEXPLAINED_REFUSAL, cause(answer, ""));
    };
  }

  private String notFound() {
    String usual = endpoint.withTracesPath();
    return usual.equals(endpoint.toString())
        ? "; check that this is an OTLP receiver over HTTP"
        : "; OTLP over HTTP is most often received at " + usual;
  }

  private static String target(HttpAnswer answer) {
    String location = answer.header("location");
    HttpUrl url = location == null ? null : HttpUrl.parse(location);
    return url == null
        ? ""
        : " to " + LogLine.cut(url.scheme() + "://" + url.host() + url.encodedPath(), 100);
  }

  private SendResult success(HttpAnswer answer) {
    if (!answer.whole()) {
      return notOtlp(answer.defect(), answer, "");
    }
    if (answer.body().length == 0) {
      return SendResult.accepted();
    }
    OtlpAnswer otlp = read(answer);
    if (otlp == null) {
      boolean empty = !json && answer.text().strip().equals("{}");
      String hint = empty ? "; the server may need protocol http/json" : "";
      return notOtlp(content(answer), answer, hint);
    }
    if (otlp.rejected() == 0 && otlp.message().isEmpty()) {
      return SendResult.accepted();
    }
    return SendResult.partly(
        otlp.rejected(), new FailureCause("partial success at " + endpoint, otlp.message()));
  }

  private @Nullable OtlpAnswer read(HttpAnswer answer) {
    String type = answer.mediaType();
    if (type.equals(JSON)) {
      // Langfuse answers requests of either encoding with the JSON of its queue.
      return OtlpAnswer.ofJson(answer.body(), json);
    }
    boolean protobuf = type.isEmpty() || PROTOBUF_TYPES.contains(type);
    return protobuf && !json ? OtlpAnswer.ofProtobuf(answer.body()) : null;
  }

  private static String content(HttpAnswer answer) {
    String type = answer.mediaType();
    String encoding = answer.headers().get("content-encoding");
    return (type.isEmpty() ? "no content type" : type)
        + (encoding == null ? "" : " in " + LogLine.cut(encoding, 40));
  }

  private SendResult notOtlp(String what, HttpAnswer answer, String hint) {
    String summary =
        endpoint + " answered " + answer.status() + " with " + what + ", not with OTLP" + hint;
    return SendResult.failed(Kind.REFUSED, new FailureCause(summary, answer.text()));
  }

  private SendResult refused(HttpAnswer answer, String hint) {
    return SendResult.failed(Kind.REFUSED, cause(answer, hint));
  }

  private FailureCause cause(HttpAnswer answer, String hint) {
    boolean protobuf = answer.mediaType().equals(PROTOBUF);
    String text = protobuf ? OtlpAnswer.statusMessage(answer.body()) : answer.text();
    return new FailureCause(endpoint + " answered " + answer.statusLine().strip() + hint, text);
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
