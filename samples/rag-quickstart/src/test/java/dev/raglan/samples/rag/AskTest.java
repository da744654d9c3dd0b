package dev.raglan.samples.rag;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SampleTest
class AskTest {

  private static final String QUESTION = "What is dedicated at Gettysburg?";

  @LocalServerPort private int port;
  @Autowired private JsonMapper json;
  private HttpCalls calls;

  @BeforeEach
  void callTheRandomPort() {
    calls = new HttpCalls(port);
  }

  @Test
  void answersWithQuotesAndTheirSources() throws Exception {
    JsonNode answer = json.readTree(calls.ask(QUESTION).body());

    assertThat(answer.at("/text").asString())
        .startsWith("Quoted from the corpus, without a language model:")
        .contains("[1]");
    assertThat(answer.at("/sources/0/id").asString()).startsWith("gettysburg-address#");
    assertThat(answer.at("/sources/0/title").asString()).startsWith("The Gettysburg Address");
    assertThat(answer.at("/sources/0/score").asDouble()).isPositive();
  }

  @Test
  void saysThatItsUsageIsEstimated() throws Exception {
    JsonNode answer = json.readTree(calls.ask(QUESTION).body());

    assertThat(answer.at("/model").asString()).isEqualTo("raglan-extractive");
    assertThat(answer.at("/usage/estimated").asBoolean()).isTrue();
    assertThat(answer.at("/usage/promptTokens").asInt())
        .isGreaterThan(answer.at("/usage/completionTokens").asInt());
  }

  @Test
  void saysSoWhenNothingIsFound() throws Exception {
    JsonNode answer = json.readTree(calls.ask("xyzzy plugh").body());

    assertThat(answer.at("/text").asString()).startsWith("Nothing in the corpus was found");
    assertThat(answer.at("/sources").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ask?q=", "/ask?q=%20%09", "/ask/stream?q=%20"})
  void refusesABlankQuestion(String path) throws Exception {
    HttpResponse<String> response = calls.get(path, "*/*");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json.readTree(response.body()).at("/detail").asString())
        .isEqualTo("The parameter q is blank: it must hold a question.");
  }

  @Test
  void refusesABlankQuestionOfAnEventSource() throws Exception {
    assertThat(calls.askStreamed(" ").statusCode()).isEqualTo(400);
  }

  @Test
  void refusesARequestWithoutAQuestion() throws Exception {
    HttpResponse<String> response = calls.get("/ask", "application/json");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json.readTree(response.body()).at("/detail").asString()).contains("'q'");
  }

  @Test
  void streamsTheSameTextInSeveralPieces() throws Exception {
    HttpResponse<String> streamed = calls.askStreamed(QUESTION);
    List<String> events = HttpCalls.events(streamed.body());

    assertThat(streamed.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(events).hasSizeGreaterThan(5);
    assertThat(String.join("", events))
        .isEqualTo(json.readTree(calls.ask(QUESTION).body()).at("/text").asString());
  }
}
