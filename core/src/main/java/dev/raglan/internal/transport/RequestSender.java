package dev.raglan.internal.transport;

import dev.raglan.internal.transport.SendResult.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSink;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/**
 * A sender of requests to one address and the paths below it. Follows no redirects, reads at most 4
 * MiB of an answer, and bounds each request in time. Thread-safe.
 */
public final class RequestSender {

  private static final long LONGEST_PROBE = TimeUnit.SECONDS.toNanos(2);

  private final HttpSettings settings;
  private final OkHttpClient client;
  private final Headers headers;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean probed = new AtomicBoolean();
  private volatile boolean answered;
  private volatile boolean silent;
  private volatile String hint = "";

  private RequestSender(HttpSettings settings, OkHttpClient client) {
    this.settings = settings;
    this.client = client;
    this.headers = Headers.of(settings.headers());
  }

  /**
   * Opens a sender; connects with the first request.
   *
   * @throws IllegalStateException if certificates or keys cannot be read
   */
  public static RequestSender open(HttpSettings settings) {
    return new RequestSender(settings, newClient(settings));
  }

  /**
   * Returns a client that shares the connections of the process; {@link SharedHttpClient#release}
   * ends its use.
   */
  static OkHttpClient newClient(HttpSettings settings) {
    OkHttpClient shared = SharedHttpClient.acquire();
    try {
      // A dispatcher of its own, so that closing cancels no calls of others.
      OkHttpClient.Builder builder = shared.newBuilder().dispatcher(new Dispatcher());
      if (settings.http2()) {
        builder.protocols(
            settings.url().isHttps()
                ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                : List.of(Protocol.H2_PRIOR_KNOWLEDGE));
      }
      if (settings.proxy() != null) {
        builder.proxy(settings.proxy());
      }
      settings.tls().apply(builder);
      return builder.build();
    } catch (RuntimeException failed) {
      SharedHttpClient.release();
      throw failed;
    }
  }

  /** Returns the outcome of a request that got no answer. */
  public SendResult failure(IOException thrown) {
    if (thrown instanceof Cancelled) {
      return SendResult.failed(
          Kind.RETRY, FailureCause.of("request given up: " + settings.authority()));
    }
    return hint.isEmpty() || answered
        ? ConnectionFailure.result(thrown, settings.way())
        : SendResult.failed(Kind.REFUSED, FailureCause.of(settings.authority() + hint));
  }

  /** Asks the port, once and within the time, which protocol it speaks. */
  private void probe(long nanos) {
    boolean plain = !settings.url().isHttps() && settings.proxy() == null;
    if (plain && !answered && nanos > 0 && probed.compareAndSet(false, true)) {
      long time = Math.min(nanos, LONGEST_PROBE);
      hint = ProtocolProbe.difference(settings.url(), settings.http2(), time);
    }
  }

  /**
   * Posts the content and reads the answer.
   *
   * @param more further headers
   * @throws IOException if there is no answer
   */
  public HttpAnswer post(
      Buffer content, String mediaType, Map<String, String> more, long timeoutNanos)
      throws IOException {
    RequestBody body = new BufferBody(content, MediaType.get(mediaType));
    return send("POST", settings.url(), body, more, timeoutNanos);
  }

  /**
   * Sends JSON to a path below the address and reads the answer.
   *
   * @param path without a leading slash; it and its query are encoded already
   * @param json null for a request without a body, such as a GET
   * @throws IOException if there is no answer
   */
  public HttpAnswer exchange(String method, String path, byte @Nullable [] json, long timeoutNanos)
      throws IOException {
    HttpUrl url = settings.url().resolve(path);
    if (url == null || !url.host().equals(settings.url().host())) {
      throw new IOException("not a path below the address");
    }
    RequestBody body =
        json == null
            ? null
            : new BufferBody(new Buffer().write(json), MediaType.get("application/json"));
    return send(method, url, body, Map.of("accept", "application/json"), timeoutNanos);
  }

  private HttpAnswer send(
      String method,
      HttpUrl url,
      @Nullable RequestBody body,
      Map<String, String> more,
      long timeoutNanos)
      throws IOException {
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .headers(headers)
            // Without it OkHttp decompresses by itself, without a bound.
            .header("accept-encoding", "identity")
            .method(method, body);
    if (headers.get("user-agent") == null) {
      request.header("user-agent", "raglan");
    }
    more.forEach(request::header);
    long end = System.nanoTime() + timeoutNanos;
    if (silent) {
      probe(timeoutNanos / 4);
    }
    Call call = client.newCall(request.build());
    call.timeout().timeout(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    try (Response response = execute(call)) {
      answered = true;
      return read(response, HttpAnswer.MOST);
    } catch (InterruptedIOException e) {
      // There is no time left now to ask the port.
      silent = true;
      throw e; // A timeout cancels the call as well.
    } catch (IOException e) {
      if (call.isCanceled()) {
        throw new Cancelled(e);
      }
      if (!(e instanceof Cancelled) && ConnectionFailure.isUnexplained(e)) {
        probe(end - System.nanoTime());
      }
      throw e;
    }
  }

  /**
   * Sends the request. Where a connection is being opened, OkHttp throws an InterruptedException
   * that it does not declare.
   */
  static Response execute(Call call) throws IOException {
    try {
      return call.execute();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new Cancelled(e);
    }
  }

  /**
   * Reads the answer.
   *
   * @param max the most bytes of its body, before and after decompression
   */
  static HttpAnswer read(Response response, long max) throws IOException {
    BufferedSource source = response.body().source();
    Buffer body = new Buffer();
    boolean whole = readTo(body, source, max);
    String encoding = response.header("content-encoding");
    if (encoding != null && encoding.equalsIgnoreCase("gzip") && body.size() > 0) {
      Buffer plain = new Buffer();
      try (BufferedSource gunzipped = Okio.buffer(new GzipSource(body))) {
        whole &= readTo(plain, gunzipped, max);
      } catch (IOException e) {
        whole = false;
      }
      body = plain;
    }
    Headers trailers = whole ? response.trailers() : Headers.of();
    return new HttpAnswer(
        response.code(),
        response.message(),
        response.headers(),
        body.readByteArray(),
        whole,
        trailers);
  }

  /** Reads up to the bound; returns true at the end of the source. */
  private static boolean readTo(Buffer body, BufferedSource source, long max) throws IOException {
    while (body.size() < max) {
      if (source.read(body, max - body.size()) < 0) {
        return true;
      }
    }
    return source.exhausted();
  }

  /** Cancels requests that are under way. */
  public void cancel() {
    client.dispatcher().cancelAll();
  }

  /** Closes the sender. */
  public void close() {
    if (closed.compareAndSet(false, true)) {
      cancel();
      SharedHttpClient.release();
    }
  }

  /** The failure of a request that this process has cancelled, or interrupted. */
  private static final class Cancelled extends IOException {

    private static final long serialVersionUID = 1L;

    Cancelled(Exception cause) {
      super("cancelled", cause);
    }
  }

  /** The content of a request. */
  static final class BufferBody extends RequestBody {

    private final Buffer content;
    private final long length;
    private final MediaType type;

    BufferBody(Buffer content, MediaType type) {
      this.content = content;
      this.length = content.size();
      this.type = type;
    }

    @Override
    public MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return length;
    }

    /** Prevents OkHttp from repeating the request by itself, as it does after 408. */
    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.writeAll(content);
    }
  }
}
