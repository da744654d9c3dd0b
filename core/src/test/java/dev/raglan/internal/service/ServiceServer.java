package dev.raglan.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service that checks every request, keeps what it accepts, and fails as it is told to. */
public abstract class ServiceServer implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

  /** The requests that were accepted. */
  public final List<Received> accepted = new CopyOnWriteArrayList<>();

  /** The reasons of refusals. */
  public final List<String> refusals = new CopyOnWriteArrayList<>();

  /** The number of requests of any outcome. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  /** The time before each answer, in milliseconds. */
  public volatile long delay;

  /** A request that was accepted. */
  public record Received(String method, String path, @Nullable String query, JsonNode body) {}

  /**
   * An answer.
   *
   * @param status 2xx if the request was accepted
   */
  public record Answer(int status, String body) {

    public static Answer refused(int status, String why) {
      return new Answer(status, why);
    }
  }

  /** The outcome of one request, in place of the usual one. */
  public record Fault(int status, Map<String, String> headers, boolean stores, boolean hangs) {

    public static Fault status(int status) {
      return new Fault(status, Map.of(), false, false);
    }

    public static Fault status(int status, String header, String value) {
      return new Fault(status, Map.of(header, value), false, false);
    }

    /** The connection is cut before anything is stored. */
    public static Fault cut() {
      return new Fault(0, Map.of(), false, false);
    }

    /** The connection is cut after the request was stored. */
    public static Fault cutAfterStoring() {
      return new Fault(0, Map.of(), true, false);
    }

    /** There is no answer. */
    public static Fault hang() {
      return new Fault(0, Map.of(), false, true);
    }
  }

  protected ServiceServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Lets the next requests fail, one after the other. */
  public void failNext(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** Returns the accepted requests to a path. */
  public List<JsonNode> bodies(String path) {
    return accepted.stream().filter(each -> each.path().equals(path)).map(Received::body).toList();
  }

  /** Checks a request and answers it; one that cannot be understood throws. */
  protected abstract Answer answer(
      String method, String path, Map<String, List<String>> headers, byte[] body)
      throws IOException;

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    if (delay > 0) {
      awaitClose(delay);
    }
    Fault fault = faults.poll();
    if (fault != null && !fault.stores()) {
      fail(fault, exchange);
      return;
    }
    String path = exchange.getRequestURI().getRawPath();
    Answer answer;
    try {
      answer = answer(exchange.getRequestMethod(), path, exchange.getRequestHeaders(), body);
    } catch (IOException | RuntimeException | AssertionError e) {
      answer = Answer.refused(400, String.valueOf(e.getMessage()));
    }
    if (answer.status() < 300) {
      accepted.add(
          new Received(
              exchange.getRequestMethod(),
              path,
              exchange.getRequestURI().getRawQuery(),
              json(exchange, body)));
    } else {
      refusals.add(path + ": " + answer.body());
    }
    if (fault != null) {
      exchange.close();
      return;
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static JsonNode json(HttpExchange exchange, byte[] body) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("content-type");
    return type != null && type.startsWith("application/json")
        ? MAPPER.readTree(body)
        : MAPPER.getNodeFactory().missingNode();
  }

  private void fail(Fault fault, HttpExchange exchange) throws IOException {
    if (fault.hangs()) {
      awaitClose(Long.MAX_VALUE);
    }
    if (fault.status() > 0) {
      fault.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(fault.status(), -1);
    }
    exchange.close();
  }

  private void awaitClose(long millis) {
    try {
      closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
