package dev.raglan.internal.service.spansapi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okhttp3.Protocol;

/**
 * The Spans API over real HTTP, in memory: checks every field against the documented shape, refuses
 * what the service refuses, and fails on demand. Thread-safe.
 */
public final class SpansApiServer implements AutoCloseable {

  public static final String KEY = "sk-hunter2-secret";
  public static final String ACCOUNT = "account-1";

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(100_000_000).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(new JsonNodeFactory(true))
          .build();
  private static final int MAX_BYTES = 32_000_000;

  private final MockWebServer server = new MockWebServer();
  private final StoredSpans stored = new StoredSpans();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final AtomicInteger held = new AtomicInteger();

  /** A request as it came in; its body is missing if it had none. */
  public record Received(String method, String path, HttpUrl url, JsonNode body, long bytes) {

    /** Returns the method and the path. */
    public String line() {
      return method + " " + path;
    }
  }

  /** A request's failure, once. */
  public interface Fault {

    /**
     * Returns the answer in place of the right one.
     *
     * @param handling answers as the service does, once it is called
     */
    MockResponse answer(Handling handling) throws Exception;
  }

  /** The right way to handle a request. */
  public interface Handling {

    MockResponse handle();
  }

  /** Starts a server without spans. */
  public static SpansApiServer start() {
    return start(new SpansApiServer());
  }

  /** Starts a server without spans that speaks TLS. */
  public static SpansApiServer start(SSLSocketFactory tls) {
    SpansApiServer server = new SpansApiServer();
    server.server.useHttps(tls);
    return start(server);
  }

  private static SpansApiServer start(SpansApiServer started) {
    started.server.setProtocols(List.of(Protocol.HTTP_1_1));
    // Larger than a request may be, so that it is this server that refuses it.
    started.server.setBodyLimit(2L * MAX_BYTES);
    started.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return started.answer(request);
          }
        });
    try {
      started.server.start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return started;
  }

  /** Returns the address, without a path. */
  public String url() {
    String url = server.url("/").toString();
    return url.substring(0, url.length() - 1);
  }

  /** Returns all requests, in order, also those that failed. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** Returns the last request. */
  public Received last() {
    return received.get(received.size() - 1);
  }

  /** Returns the stored spans as JSON, by id, in the order in which they were stored. */
  public Map<String, ObjectNode> spans() {
    return stored.all();
  }

  /** Lets spans have fields, types and statuses that the documents do not know. */
  public SpansApiServer newerThanItsDocuments() {
    stored.acceptUnknown();
    return this;
  }

  /** Lets the next requests fail, one each. */
  public SpansApiServer failing(Fault... next) {
    faults.addAll(Arrays.asList(next));
    return this;
  }

  /** Returns a refusal with a status; headers are names and values in turn. */
  public static Fault status(int status, String body, String... headers) {
    return handling -> {
      MockResponse.Builder answer = new MockResponse.Builder().code(status).body(body);
      for (int i = 0; i < headers.length; i += 2) {
        answer.addHeader(headers[i], headers[i + 1]);
      }
      return answer.build();
    };
  }

  /** Returns an answer of this text, with status 200. */
  public static Fault text(String body) {
    return status(200, body, "content-type", "application/json");
  }

  /** Returns a connection that is cut before the request is handled. */
  public static Fault cut() {
    return handling -> lost();
  }

  /** Returns a connection that is cut after the request was handled. */
  public static Fault lostAnswer() {
    return handling -> {
      handling.handle();
      return lost();
    };
  }

  /** Returns a connection that is cut within the answer. */
  public static Fault cutAnswer() {
    return handling ->
        handling
            .handle()
            .newBuilder()
            .onResponseBody(new SocketEffect.CloseSocket(true, false, false))
            .build();
  }

  /** Returns an answer that comes a few bytes at a time, and takes too long. */
  public static Fault trickling() {
    return handling ->
        handling.handle().newBuilder().throttleBody(8, 200, TimeUnit.MILLISECONDS).build();
  }

  private static MockResponse lost() {
    return new MockResponse.Builder()
        .onResponseStart(new SocketEffect.CloseSocket(true, false, false))
        .build();
  }

  /** Returns an answer that comes when the latch is counted down, and is the right one then. */
  public Fault held(CountDownLatch until) {
    return handling -> {
      held.incrementAndGet();
      until.await(30, TimeUnit.SECONDS);
      return handling.handle();
    };
  }

  /** Returns the number of requests that were held. */
  public int held() {
    return held.get();
  }

  private MockResponse answer(RecordedRequest request) {
    JsonNode body = body(request);
    received.add(
        new Received(
            request.getMethod(),
            request.getUrl().encodedPath(),
            request.getUrl(),
            body,
            request.getBodySize()));
    Fault fault = faults.poll();
    try {
      return fault == null ? handle(request, body) : fault.answer(() -> handle(request, body));
    } catch (Exception e) {
      return new MockResponse.Builder().code(500).body(e.toString()).build();
    }
  }

  private static JsonNode body(RecordedRequest request) {
    try {
      return request.getBody() == null
          ? JSON.missingNode()
          : JSON.readTree(request.getBody().toByteArray());
    } catch (IOException e) {
      return JSON.nullNode();
    }
  }

  private MockResponse handle(RecordedRequest request, JsonNode body) {
    try {
      return json(200, handleChecked(request, body));
    } catch (Refused refused) {
      return json(refused.status, JSON.createObjectNode().put("detail", refused.getMessage()));
    }
  }

  private JsonNode handleChecked(RecordedRequest request, JsonNode body) {
    Refused.unless(KEY.equals(request.getHeaders().get("x-api-key")), 401, "Invalid API key");
    Refused.unless(
        ACCOUNT.equals(request.getHeaders().get("x-selected-account-id")), 403, "Unknown account");
    Refused.unless(request.getBodySize() <= MAX_BYTES, 413, "Request is larger than 32 MB");
    boolean get = request.getMethod().equals("GET");
    Refused.unless(get != body.isObject(), 422, "Body must be a JSON object");
    Refused.unless(
        get || request.getHeaders().get("content-type").startsWith("application/json"),
        415,
        "Content must be JSON");
    List<String> path = request.getUrl().pathSegments();
    Refused.unless(
        path.size() >= 2 && path.get(0).equals("v5") && path.get(1).equals("spans"),
        404,
        "Not Found");
    String rest = path.size() == 2 ? "" : path.size() == 3 ? path.get(2) : "?";
    synchronized (stored) {
      return switch (request.getMethod() + " " + (path.size() == 2 ? "" : "/" + rest)) {
        case "POST " -> stored.create(body);
        case "POST /batch" -> list(stored.batch(body, false));
        case "PUT /batch" -> list(stored.batch(body, true));
        case "POST /search" -> SpanSearches.search(stored, request.getUrl(), body);
        default ->
            switch (request.getMethod()) {
              case "GET" -> stored.find(rest);
              case "PATCH" -> stored.update(rest, body);
              default -> throw new Refused(405, "Method Not Allowed");
            };
      };
    }
  }

  private static ObjectNode list(List<ObjectNode> items) {
    ObjectNode list = JSON.createObjectNode().put("object", "list");
    ArrayNode array = list.putArray("items");
    items.forEach(array::add);
    return list;
  }

  private static MockResponse json(int status, JsonNode body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("content-type", "application/json")
        .body(body.toString())
        .build();
  }

  @Override
  public void close() {
    server.close();
  }

  /** A refusal of the service. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    static void unless(boolean holds, int status, String message) {
      if (!holds) {
        throw new Refused(status, message);
      }
    }
  }
}
