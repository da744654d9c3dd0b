package dev.raglan.internal.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges of JSON with one service, by any method and below one address. Follows no redirects,
 * bounds answers in size and exchanges in time, and repeats what may be repeated. Thread-safe.
 */
public final class HttpCalls {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  private final HttpSettings settings;
  private final OkHttpClient client;
  private final Headers headers;
  private final AtomicBoolean closed = new AtomicBoolean();

  private HttpCalls(HttpSettings settings, OkHttpClient client) {
    this.settings = settings;
    this.client = client;
    this.headers = Headers.of(settings.headers());
  }

  /**
   * A request.
   *
   * @param url below the service's address
   * @param json the body; null for none
   * @param repeatable true if it may be sent again after a failure
   * @param maxAnswer the largest answer to read, in bytes
   */
  public record Message(
      String method, HttpUrl url, byte @Nullable [] json, boolean repeatable, long maxAnswer) {}

  /**
   * The limits of an exchange.
   *
   * @param retries how often a request may be repeated
   * @param attemptNanos the longest time of one attempt
   * @param deadline the end of the last attempt, by {@link System#nanoTime()}
   */
  public record Limits(int retries, long attemptNanos, long deadline) {

    long nanosLeft() {
      return deadline - System.nanoTime();
    }
  }

  /** Opens the exchanges with a service; connects with the first. */
  public static HttpCalls open(HttpSettings settings) {
    return new HttpCalls(settings, RequestSender.newClient(settings));
  }

  /**
   * Sends a request and returns the answer of the last attempt, whatever its status.
   *
   * @throws IOException if the last attempt got no answer, or the exchange was ended
   */
  public HttpAnswer exchange(Message message, Limits limits, CallAbort abort) throws IOException {
    Backoff backoff = new Backoff(System::nanoTime, Math::random);
    for (int retry = 0; ; retry++) {
      boolean last = !message.repeatable() || retry >= limits.retries();
      try {
        HttpAnswer answer = attempt(message, limits, abort);
        long asked = RetryAfter.nanos(answer.header("retry-after"), Instant.now());
        if (last || !PASSING.contains(answer.status()) || !pause(backoff, asked, limits, abort)) {
          return answer;
        }
      } catch (IOException e) {
        if (last || abort.isAborted() || !pause(backoff, -1, limits, abort)) {
          throw e;
        }
      }
    }
  }

  /** Waits for the next attempt; returns false if there is no time for it. */
  private static boolean pause(Backoff backoff, long asked, Limits limits, CallAbort abort) {
    backoff.failed(asked);
    long pause = Math.max(asked, backoff.nanosLeft());
    return pause < limits.nanosLeft() && !abort.await(pause);
  }

  private HttpAnswer attempt(Message message, Limits limits, CallAbort abort) throws IOException {
    long nanos = Math.min(limits.attemptNanos(), limits.nanosLeft());
    if (nanos <= 0) {
      throw new InterruptedIOException("timeout");
    }
    Request.Builder request =
        new Request.Builder()
            .url(message.url())
            .headers(headers)
            // Without it OkHttp decompresses by itself, without a bound.
            .header("accept-encoding", "identity")
            .header("accept", "application/json")
            .header("user-agent", "raglan")
            .method(message.method(), body(message));
    Call call = client.newCall(request.build());
    call.timeout().timeout(nanos, TimeUnit.NANOSECONDS);
    abort.begin(call);
    try (Response response = RequestSender.execute(call)) {
      return RequestSender.read(response, message.maxAnswer());
    }
  }

  private static @Nullable RequestBody body(Message message) {
    byte[] json = message.json();
    return json == null ? null : new RequestSender.BufferBody(new Buffer().write(json), JSON);
  }

  /** Returns the cause of an exchange without an answer. */
  public FailureCause cause(IOException thrown) {
    FailureCause cause = ConnectionFailure.result(thrown, settings.way()).cause();
    return cause == null ? FailureCause.of("connection failed: " + settings.way()) : cause;
  }

  /** Ends running exchanges. Idempotent. */
  public void close() {
    if (closed.compareAndSet(false, true)) {
      client.dispatcher().cancelAll();
      SharedHttpClient.release();
    }
  }
}
