package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cohere.api.Cohere;
import com.cohere.api.core.ObjectMappers;
import com.cohere.api.errors.CohereApiUnauthorizedError;
import com.cohere.api.requests.ChatRequest;
import com.cohere.api.resources.v2.requests.V2ChatRequest;
import com.cohere.api.resources.v2.requests.V2EmbedRequest;
import com.cohere.api.resources.v2.requests.V2RerankRequest;
import com.cohere.api.resources.v2.types.V2RerankResponse;
import com.cohere.api.types.ChatMessageV2;
import com.cohere.api.types.ChatResponse;
import com.cohere.api.types.EmbedByTypeResponse;
import com.cohere.api.types.EmbedInputType;
import com.cohere.api.types.EmbeddingType;
import com.cohere.api.types.NonStreamedChatResponse;
import com.cohere.api.types.StreamedChatResponseV2;
import com.cohere.api.types.UserMessage;
import com.cohere.api.types.UserMessageContent;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.model.Operation;
import dev.raglan.model.RagEventType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cohere's own client, whose messages tell their role by annotations of Jackson alone. */
class CohereTest {

  @RegisterExtension private final Provider provider = new Provider();
  @RegisterExtension private final Spans spans = new Spans();

  static final class Calls {

    private final Cohere client;

    Calls(Cohere client) {
      this.client = client;
    }

    @Generation(provider = "cohere")
    ChatResponse ask(V2ChatRequest request) {
      return client.v2().chat(request);
    }

    @Generation(provider = "cohere")
    NonStreamedChatResponse askFirst(ChatRequest request) {
      return client.chat(request);
    }

    @Generation(provider = "cohere")
    Iterator<StreamedChatResponseV2> stream(
        String model, @Exclude Iterator<StreamedChatResponseV2> events) {
      return events;
    }

    @Generation(provider = "cohere", operation = Operation.EMBEDDINGS)
    EmbedByTypeResponse embed(V2EmbedRequest request) {
      return client.v2().embed(request);
    }

    @RagEvent(RagEventType.RERANKING)
    V2RerankResponse rerank(String query, List<String> documents) {
      return client
          .v2()
          .rerank(
              V2RerankRequest.builder()
                  .model("rerank-v3.5")
                  .query(query)
                  .documents(documents)
                  .build());
    }
  }

  private Calls calls() {
    return new Calls(Cohere.builder().token("token").url(provider.url()).build());
  }

  @Test
  void anAnswerOfTheSecondApiIsReadInItsOrder() throws Exception {
    provider.answers(
        """
        {"id":"r-1","finish_reason":"TOOL_CALL",
         "message":{"role":"assistant","tool_plan":"Look.",
           "content":[{"type":"text","text":"One moment."}],
           "tool_calls":[{"id":"t-1","type":"function",
             "function":{"name":"weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]},
         "usage":{"billed_units":{"input_tokens":7,"output_tokens":2},
           "tokens":{"input_tokens":70,"output_tokens":20}}}""");

    spans.call(
        calls(),
        "ask",
        V2ChatRequest.builder()
            .model("command-r-08-2024")
            .messages(
                List.of(
                    ChatMessageV2.user(
                        UserMessage.builder()
                            .content(UserMessageContent.of("Rain in Paris?"))
                            .build())))
            .temperature(0.5)
            .build());

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("command-r-08-2024");
    assertThat(spans.number("gen_ai.request.temperature")).isEqualTo(0.5);
    assertThat(spans.text("gen_ai.input.messages"))
        .isEqualTo(
            "[{\"role\":\"user\",\"parts\":["
                + "{\"type\":\"text\",\"content\":\"Rain in Paris?\"}]}]");
    assertThat(spans.text("gen_ai.output.messages"))
        .isEqualTo(
            "[{\"role\":\"assistant\",\"finish_reason\":\"tool_call\",\"parts\":["
                + "{\"type\":\"reasoning\",\"content\":\"Look.\"},"
                + "{\"type\":\"text\",\"content\":\"One moment.\"},"
                + "{\"type\":\"tool_call\",\"id\":\"t-1\",\"name\":\"weather\","
                + "\"arguments\":{\"city\":\"Paris\"}}]}]");
    assertCounted("tool_call");
  }

  @Test
  void anAnswerOfTheFirstApiIsRead() throws Exception {
    provider.answers(
        """
        {"response_id":"r-1","text":"Paris.","generation_id":"g","finish_reason":"COMPLETE",
         "chat_history":[{"role":"USER","message":"The capital?"}],
         "meta":{"billed_units":{"input_tokens":7,"output_tokens":2}}}""");

    spans.call(
        calls(),
        "askFirst",
        ChatRequest.builder().message("The capital?").model("command-r-08-2024").build());

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("command-r-08-2024");
    assertThat(spans.text("input.value")).isEqualTo("The capital?");
    assertThat(spans.text("output.value")).isEqualTo("Paris.");
    assertCounted("stop");
  }

  /** This version of the client closes a stream before it is read: its events are made by hand. */
  @Test
  void theEventsOfAStreamAreOneAnswerWithItsSources() throws Exception {
    List<StreamedChatResponseV2> events = new ArrayList<>();
    for (String json :
        List.of(
            """
            {"type":"message-start","id":"r-1","delta":{"message":{"role":"assistant",
             "content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}""",
            """
            {"type":"content-start","index":0,"delta":{"message":{"content":
             {"type":"text","text":""}}}}""",
            """
            {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Rain"}}}}""",
            """
            {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":" today."}}}}""",
            """
            {"type":"citation-start","index":0,"delta":{"message":{"citations":
             {"start":0,"end":4,"text":"Rain","sources":[{"type":"document","id":"d-1",
              "document":{"id":"d-1","snippet":"It rains."}}]}}}}""",
            "{\"type\":\"citation-end\",\"index\":0}",
            "{\"type\":\"content-end\",\"index\":0}",
            """
            {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":
             {"input_tokens":7,"output_tokens":2},"tokens":{"input_tokens":70,
              "output_tokens":20}}}}""")) {
      events.add(ObjectMappers.JSON_MAPPER.readValue(json, StreamedChatResponseV2.class));
    }

    Iterator<?> stream =
        (Iterator<?>) spans.call(calls(), "stream", "command-r-08-2024", events.iterator());
    stream.forEachRemaining(event -> {});

    assertThat(spans.text("gen_ai.output.messages"))
        .startsWith(
            "[{\"role\":\"assistant\",\"finish_reason\":\"stop\",\"parts\":["
                + "{\"type\":\"text\",\"content\":\"Rain today.\"},"
                + "{\"type\":\"citations\",\"content\":[{")
        .contains("\"snippet\":\"It rains.\"");
    assertCounted("stop");
  }

  @Test
  void ofEmbeddingsNumberAndDimensionsAreShown() throws Exception {
    provider.answers(
        """
        {"id":"r-1","response_type":"embeddings_by_type","texts":["Paris","Rome"],
         "embeddings":{"float":[[0.1,0.2,0.3],[0.4,0.5,0.6]]},
         "meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":7}}}""");

    spans.call(
        calls(),
        "embed",
        V2EmbedRequest.builder()
            .model("embed-v4.0")
            .inputType(EmbedInputType.SEARCH_DOCUMENT)
            .texts(List.of("Paris", "Rome"))
            .embeddingTypes(List.of(EmbeddingType.FLOAT))
            .build());

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("embed-v4.0");
    assertThat(spans.count("gen_ai.embeddings.dimension.count")).isEqualTo(3);
    assertThat(spans.count("raglan.embeddings.count")).isEqualTo(2);
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
  }

  @Test
  void aCallThatIsRefusedNamesItsModel() {
    provider.answers(401, "application/json", "{\"message\":\"invalid api token\"}");

    assertThatThrownBy(
            () ->
                spans.call(
                    calls(),
                    "embed",
                    V2EmbedRequest.builder()
                        .model("embed-v4.0")
                        .inputType(EmbedInputType.SEARCH_QUERY)
                        .texts(List.of("Paris"))
                        .build()))
        .isInstanceOf(CohereApiUnauthorizedError.class);

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("embed-v4.0");
    assertThat(spans.text("raglan.error.category")).isEqualTo("auth");
  }

  private void assertCounted(String reason) {
    assertThat(spans.texts("gen_ai.response.finish_reasons")).containsExactly(reason);
    assertThat(spans.text("gen_ai.response.id")).isEqualTo("r-1");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(2);
    assertThat(spans.number("raglan.cost.total")).isPositive();
  }

  @Test
  void rankedCandidatesAreTheDocuments() throws Exception {
    provider.answers(
        """
        {"id":"r-1","results":[{"index":1,"relevance_score":0.9},
           {"index":0,"relevance_score":0.1}],"meta":{"billed_units":{"search_units":1}}}""");

    spans.call(calls(), "rerank", "The capital?", List.of("Rome", "Paris"));

    assertThat(spans.text("gen_ai.retrieval.documents"))
        .isEqualTo("[{\"id\":\"1\",\"score\":0.9},{\"id\":\"0\",\"score\":0.1}]");
    assertThat(spans.text("gen_ai.retrieval.query.text")).isEqualTo("The capital?");
  }
}
