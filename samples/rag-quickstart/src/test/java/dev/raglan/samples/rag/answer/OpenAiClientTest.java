package dev.raglan.samples.rag.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OpenAiClientTest {

  private static final ChatRequest REQUEST =
      new ChatRequest("test-model", List.of(ChatMessage.user("Hello")), true);
  private static final String PIECE =
      "data: {\"choices\": [{\"delta\": {\"content\": \"Hel\"}}]}\n\n";

  private static final Duration LONGER_THAN_A_PIECE_TAKES = Duration.ofSeconds(2);
  private static final Duration NEVER_REACHED = Duration.ofMinutes(5);

  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private HttpServer model;

  @BeforeEach
  void startAModelThatStalls() throws IOException {
    model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext("/v1/chat/completions", this::sendOnePieceAndStall);
    model.start();
  }

  @AfterEach
  void stopTheModel() {
    testIsOver.countDown();
    model.stop(0);
  }

  @Test
  void endsTheStreamWithAnErrorWhenTheModelStalls() {
    List<String> pieces = new CopyOnWriteArrayList<>();

    assertThatThrownBy(
            () ->
                client(address(), LONGER_THAN_A_PIECE_TAKES).stream(REQUEST)
                    .doOnNext(pieces::add)
                    .blockLast())
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("The model did not answer in time");
    assertThat(pieces).containsExactly("Hel");
  }

  @Test
  void leavesTheModelWhenTheSubscriberHasEnough() {
    assertThat(client(address(), NEVER_REACHED).stream(REQUEST).blockFirst()).isEqualTo("Hel");
  }

  @Test
  void saysSoWhenTheModelCannotBeReached() {
    String address = address();
    model.stop(0);

    assertThatThrownBy(() -> client(address, NEVER_REACHED).complete(REQUEST))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage("The model could not be reached");
  }

  private void sendOnePieceAndStall(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(PIECE.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    try {
      testIsOver.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private String address() {
    return "http://127.0.0.1:" + model.getAddress().getPort() + "/v1";
  }

  private static OpenAiClient client(String address, Duration timeout) {
    var properties = new OpenAiProperties("", address, "test-model", timeout);
    return new OpenAiClient(properties, new JsonMapper());
  }
}
