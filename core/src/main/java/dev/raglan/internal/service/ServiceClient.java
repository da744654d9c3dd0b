package dev.raglan.internal.service;

import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.HttpAnswer;
import dev.raglan.internal.transport.ReportedError;
import dev.raglan.internal.transport.RequestSender;
import dev.raglan.internal.transport.RetryAfter;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.internal.transport.SendResult.Kind;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The requests to a service, and the meaning of its answers: 2xx counts unless it is a page or
 * reports an error, 408, 429 and 5xx are repeated, anything else is not. Thread-safe.
 */
public final class ServiceClient {

  private final RequestSender sender;
  private final String name;

  private ServiceClient(RequestSender sender, String name) {
    this.sender = sender;
    this.name = name;
  }

  /** Opens a client; connects with the first request. */
  public static ServiceClient open(ServiceSettings settings) {
    return new ServiceClient(RequestSender.open(settings.http()), settings.name());
  }

  /**
   * The outcome of a request.
   *
   * @param answer null if there was none
   */
  public record Exchange(SendResult result, @Nullable HttpAnswer answer) {

    /** Returns true if the service accepted the request. */
    public boolean isAccepted() {
      return result.kind() == Kind.ACCEPTED;
    }

    /** Returns the status code; 0 without an answer. */
    public int status() {
      return answer == null ? 0 : answer.status();
    }
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @param path below the base address, without a leading slash
   * @param json null for a request without a body
   */
  public Exchange send(String method, String path, byte @Nullable [] json, long timeoutNanos) {
    try {
      HttpAnswer answer = sender.exchange(method, path, json, timeoutNanos);
      return new Exchange(result(path, answer), answer);
    } catch (IOException e) {
      return new Exchange(sender.failure(e), null);
    }
  }

  /** Returns an id as a segment of a path; null if it cannot be one. */
  public static @Nullable String segment(String id) {
    if (id.isEmpty() || id.equals(".") || id.equals("..")) {
      return null;
    }
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private SendResult result(String path, HttpAnswer answer) {
    int status = answer.status();
    int query = path.indexOf('?');
    String where = name + " /" + (query < 0 ? path : path.substring(0, query));
    String summary = where + " answered " + answer.statusLine();
    if (status >= 200 && status < 300) {
      return success(summary, answer);
    }
    if (status >= 300 && status < 400) {
      return SendResult.failed(
          Kind.REFUSED,
          FailureCause.of(summary + ", which is not followed; set the final address"));
    }
    FailureCause cause = new FailureCause(summary, answer.text());
    if (status == 413) {
      return SendResult.failed(Kind.TOO_LARGE, cause);
    }
    if (status == 408 || status == 429 || status >= 500) {
      return SendResult.retryAfter(
          RetryAfter.nanos(answer.header("retry-after"), Instant.now()), cause);
    }
    return SendResult.failed(Kind.REFUSED, cause);
  }

  private static SendResult success(String summary, HttpAnswer answer) {
    // A page is that of a proxy or a login, whatever its status and type.
    if (answer.mediaType().equals("text/html") || answer.text().stripLeading().startsWith("<")) {
      return SendResult.failed(Kind.REFUSED, FailureCause.of(summary + " with a page of HTML"));
    }
    return ReportedError.isInBody(answer.body())
        ? SendResult.failed(
            Kind.REFUSED, new FailureCause(summary + " with an error", answer.text()))
        : SendResult.accepted();
  }

  /** Closes connections and cancels a request under way. */
  public void close() {
    sender.close();
  }
}
