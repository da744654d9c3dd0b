package dev.raglan.internal.service.spansapi;

import dev.raglan.client.SpansApiException;
import dev.raglan.client.SpansApiException.Conflict;
import dev.raglan.client.SpansApiException.Details;
import dev.raglan.client.SpansApiException.Interrupted;
import dev.raglan.client.SpansApiException.NotFound;
import dev.raglan.client.SpansApiException.RateLimited;
import dev.raglan.client.SpansApiException.Unauthorized;
import dev.raglan.client.SpansApiException.Unavailable;
import dev.raglan.client.SpansApiException.Validation;
import dev.raglan.client.StoredSpan;
import dev.raglan.export.Secret;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.HttpAnswer;
import dev.raglan.internal.transport.HttpCalls;
import dev.raglan.internal.transport.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The exceptions of calls that fail. Hides the API key where a server repeats it. */
final class Failures {

  private final @Nullable Secret key;

  Failures(@Nullable Secret key) {
    this.key = key;
  }

  SpansApiException refused(HttpCalls.Message message, HttpAnswer answer, List<StoredSpan> stored) {
    int status = answer.status();
    String redirect = status >= 300 && status < 400 ? ", a redirect, which is not followed" : "";
    String summary = place(message) + " answered " + answer.statusLine() + redirect;
    long nanos = RetryAfter.nanos(answer.header("retry-after"), Instant.now());
    Details details =
        new Details(
            new FailureCause(hidden(summary), hidden(answer.text())).toString(),
            status,
            nanos < 0 ? null : Duration.ofNanos(nanos),
            stored,
            null);
    return switch (status) {
      case 400, 413, 422 -> new Validation(details);
      case 401, 403 -> new Unauthorized(details);
      case 404 -> new NotFound(details);
      case 409 -> new Conflict(details);
      case 429 -> new RateLimited(details);
      case 408 -> new Unavailable(details);
      default -> status >= 500 ? new Unavailable(details) : new SpansApiException(details);
    };
  }

  SpansApiException noAnswer(
      HttpCalls.Message message, FailureCause cause, List<StoredSpan> stored, IOException thrown) {
    String text = place(message) + " failed: " + hidden(cause.toString());
    return new Unavailable(new Details(text, 0, null, stored, thrown));
  }

  SpansApiException unreadable(
      HttpCalls.Message message,
      HttpAnswer answer,
      UnreadableAnswer unreadable,
      List<StoredSpan> stored) {
    String text =
        place(message)
            + " answered "
            + answer.statusLine()
            + ", but the answer "
            + unreadable.getMessage();
    String oneLine = FailureCause.of(hidden(text)).toString();
    return new SpansApiException(new Details(oneLine, answer.status(), null, stored, null));
  }

  SpansApiException interrupted(HttpCalls.Message message, List<StoredSpan> stored) {
    String text = place(message) + " was interrupted, canceled or closed before its answer";
    return new Interrupted(new Details(text, 0, null, stored, null));
  }

  /** Returns the exception of a call that was ended before it was sent. */
  static SpansApiException notSent() {
    String text = "the call was interrupted, canceled or closed before it was sent";
    return new Interrupted(new Details(text, 0, null, List.of(), null));
  }

  /** Returns the exception of a call whose thread was interrupted while it waited. */
  static SpansApiException notAwaited() {
    String text = "the thread was interrupted before the answer";
    return new Interrupted(new Details(text, 0, null, List.of(), null));
  }

  /** Returns the exception of a call that finds too many others before it. */
  static SpansApiException tooMany(int waiting) {
    String text = "the client has " + waiting + " calls waiting already; expected fewer at once";
    return new Unavailable(new Details(text, 0, null, List.of(), null));
  }

  /** Returns the exception of a service that gives the same page again and again. */
  static SpansApiException repeats(String id) {
    String text = "the service repeats the page that ends with span " + id;
    return new SpansApiException(
        new Details(FailureCause.of(text).toString(), 0, null, List.of(), null));
  }

  /** Returns the method, the host and the path, which hold no secret. */
  private static String place(HttpCalls.Message message) {
    return message.method() + " " + message.url().newBuilder().query(null).build();
  }

  private String hidden(String text) {
    return key == null || key.reveal().isEmpty() ? text : text.replace(key.reveal(), "***");
  }
}
