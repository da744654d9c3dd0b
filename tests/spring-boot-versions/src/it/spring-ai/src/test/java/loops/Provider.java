package loops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server that answers as OpenAI does: with a call of a tool, and then with a text. */
final class Provider implements AutoCloseable {

  private static final String HEAD =
      "{\"id\":\"%s\",\"object\":\"%s\",\"created\":1,\"model\":\"gpt-4o-2024-08-06\",";
  private static final String CALL =
      "\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
          + "\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]";

  private record Answer(int status, String type, String body) {}

  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final HttpServer server;

  Provider() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Answers with two rounds: 100 + 10 tokens and 200 + 20. */
  void answersALoop(boolean streamed) {
    answers.clear();
    for (int round = 1; round <= 2; round++) {
      String id = "r-" + round;
      answers.add(
          streamed
              ? new Answer(200, "text/event-stream", chunks(id, round == 1, round))
              : new Answer(200, "application/json", whole(id, round == 1, round)));
    }
  }

  void refuses() {
    answers.clear();
    String error = "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit\"}}";
    for (int i = 0; i < 8; i++) {
      answers.add(new Answer(429, "application/json", error));
    }
  }

  private static String usage(int round) {
    return "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}}"
        .formatted(round * 100, round * 10, round * 110);
  }

  private static String whole(String id, boolean calls, int round) {
    return HEAD.formatted(id, "chat.completion")
        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
        + (calls ? "null," + CALL : "\"{\\\"city\\\":\\\"Rome\\\"}\"")
        + "},\"finish_reason\":\""
        + (calls ? "tool_calls" : "stop")
        + "\"}],"
        + usage(round);
  }

  private static String chunks(String id, boolean calls, int round) {
    String head = "data: " + HEAD.formatted(id, "chat.completion.chunk") + "\"choices\":[";
    String delta =
        "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":%s},\"finish_reason\":%s}],";
    String none = "\"usage\":null}\n\n";
    return head
        + delta.formatted(calls ? "null," + CALL : "\"{\\\"city\\\":\"", "null")
        + none
        + head
        + delta.formatted(
            calls ? "null" : "\"\\\"Rome\\\"}\"", calls ? "\"tool_calls\"" : "\"stop\"")
        + none
        + head
        + "],"
        + usage(round)
        + "\n\ndata: [DONE]\n\n";
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    Answer next = answers.poll();
    Answer answer = next == null ? new Answer(500, "text/plain", "nothing is expected") : next;
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
