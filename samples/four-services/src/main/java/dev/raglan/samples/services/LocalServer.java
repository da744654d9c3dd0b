package dev.raglan.samples.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that takes what a service takes, and keeps it. */
final class LocalServer {

  private final Service service;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "local-service");
            thread.setDaemon(true);
            return thread;
          });
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** A request as it came in. */
  record Request(String method, String path, String body) {}

  private LocalServer(Service service, HttpServer server) {
    this.service = service;
    this.server = server;
  }

  static LocalServer start(Service service) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      LocalServer started = new LocalServer(service, HttpServer.create(address, 0));
      started.server.setExecutor(started.threads);
      started.server.createContext("/", started::handle);
      started.server.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Service service() {
    return service;
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Returns what came in, in order. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String text = text(body, exchange.getRequestHeaders().getFirst("content-type"));
    String path = exchange.getRequestURI().getPath();
    requests.add(new Request(exchange.getRequestMethod(), path, text));
    byte[] answer = answer(path).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("content-type", "application/json");
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static String text(byte[] body, String type) {
    return body.length == 0 || type.startsWith("application/json")
        ? new String(body, StandardCharsets.UTF_8)
        : body.length + " bytes of " + type;
  }

  /** Returns an answer with the ids that the service gives. */
  private String answer(String path) {
    int number = requests.size();
    return switch (service) {
      case ADALINE -> "{\"traceId\":\"trace_%020d\",\"spanIds\":[]}".formatted(number);
      case LASTMILE ->
          path.endsWith("/list")
              ? "{\"evaluationProjects\":[]}"
              : "{\"evaluationProject\":{\"id\":\"project-%d\"}}".formatted(number);
      case ATHINA, SPANS_API, OTLP -> "{}";
    };
  }

  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }
}
