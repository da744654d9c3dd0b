package dev.raglan.samples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SampleTest
class OpenAiTest {

  private static final MockWebServer MODEL = new MockWebServer();
  private static final String QUESTION = "Why did Ishmael go to sea?";

  @LocalServerPort private int port;
  @Autowired private JsonMapper json;
  private HttpCalls calls;

  @DynamicPropertySource
  static void pointToTheLocalModel(DynamicPropertyRegistry registry) throws Exception {
    MODEL.start(InetAddress.getLoopbackAddress(), 0);
    registry.add("sample.openai.base-url", () -> MODEL.url("/v1/").toString());
    registry.add("sample.openai.api-key", () -> "test-key");
    registry.add("sample.openai.model", () -> "test-model");
    registry.add("sample.openai.timeout", () -> "2s");
  }

  @AfterAll
  static void closeTheModel() {
    MODEL.close();
  }

  @BeforeEach
  void callTheRandomPort() {
    calls = new HttpCalls(port);
  }

  @Test
  void answersWithWhatTheModelSays() throws Exception {
    MODEL.enqueue(
        completion(
            """
            {"id": "chatcmpl-1", "object": "chat.completion", "model": "test-model-2026",
             "choices": [{"index": 0, "finish_reason": "stop",
               "message": {"role": "assistant", "content": "To drive off the spleen [1]."}}],
             "usage": {"prompt_tokens": 321, "completion_tokens": 9, "total_tokens": 330}}
            """));

    JsonNode answer = json.readTree(calls.ask(QUESTION).body());

    assertThat(answer.at("/text").asString()).isEqualTo("To drive off the spleen [1].");
    assertThat(answer.at("/model").asString()).isEqualTo("test-model-2026");
    assertThat(answer.at("/usage/promptTokens").asInt()).isEqualTo(321);
    assertThat(answer.at("/usage/completionTokens").asInt()).isEqualTo(9);
    assertThat(answer.at("/usage/estimated").asBoolean()).isFalse();
    assertThatTheModelWasAsked(false);
  }

  @Test
  void streamsWhatTheModelStreams() throws Exception {
    MODEL.enqueue(
        events(
            """
            : a comment

            data: {"model": "test-model", "choices": [{"delta": {"role": "assistant"}}]}

            data: {"model": "test-model", "choices": [{"delta": {"content": "To drive"}}]}

            data: {"model": "test-model", "choices": [{"delta": {"content": " off\\n the"}}]}

            data: {"model": "test-model", "choices": [{"delta": {"content": " spleen."}}]}

            data: {"model": "test-model", "choices": []}

            data: [DONE]

            """));

    List<String> pieces = HttpCalls.events(calls.askStreamed(QUESTION).body());

    assertThat(pieces).containsExactly("To drive", " off\n the", " spleen.");
    assertThatTheModelWasAsked(true);
  }

  @Test
  void saysBadGatewayWhenTheModelFails() throws Exception {
    MODEL.enqueue(failure());

    HttpResponse<String> response = calls.ask(QUESTION);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(json.readTree(response.body()).at("/detail").asString())
        .isEqualTo(
            "The model answered with status 500: {\"error\": {\"message\": \"overloaded\"}}");
    assertThatTheModelWasAsked(false);
  }

  @Test
  void saysBadGatewayWhenTheModelFailsBeforeItStreams() throws Exception {
    MODEL.enqueue(failure());

    HttpResponse<String> response = calls.askStreamed(QUESTION);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThatTheModelWasAsked(true);
  }

  @Test
  void saysBadGatewayWhenTheModelAnswersNonsense() throws Exception {
    MODEL.enqueue(completion("<html>not a model</html>"));

    HttpResponse<String> response = calls.ask(QUESTION);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("not a chat completion");
    assertThatTheModelWasAsked(false);
  }

  @Test
  void saysBadGatewayWhenTheModelTakesTooLong() throws Exception {
    MODEL.enqueue(completion("{}").newBuilder().headersDelay(3, TimeUnit.SECONDS).build());

    HttpResponse<String> response = calls.ask(QUESTION);

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("did not answer in time");
    assertThatTheModelWasAsked(false);
  }

  private void assertThatTheModelWasAsked(boolean streamed) throws InterruptedException {
    RecordedRequest request = MODEL.takeRequest(5, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    assertThat(request.getUrl().encodedPath()).isEqualTo("/v1/chat/completions");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer test-key");
    JsonNode body = json.readTree(request.getBody().utf8());
    assertThat(body.at("/model").asString()).isEqualTo("test-model");
    assertThat(body.at("/stream").asBoolean()).isEqualTo(streamed);
    assertThat(body.at("/messages/0/role").asString()).isEqualTo("system");
    assertThat(body.at("/messages/1/content").asString())
        .contains("[1] Moby-Dick")
        .endsWith("Question: " + QUESTION);
  }

  private static MockResponse completion(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  private static MockResponse events(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "text/event-stream")
        .body(body)
        .build();
  }

  private static MockResponse failure() {
    return new MockResponse.Builder()
        .code(500)
        .body("{\"error\": {\"message\": \"overloaded\"}}")
        .build();
  }
}
