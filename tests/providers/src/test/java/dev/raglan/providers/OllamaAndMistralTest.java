package dev.raglan.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.output.Response;
import dev.raglan.annotation.Generation;
import dev.raglan.model.Operation;
import io.github.ollama4j.OllamaAPI;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatRequestBuilder;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.github.ollama4j.models.response.OllamaResult;
import io.github.ollama4j.utils.OptionsBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ollama by ollama4j and by LangChain4j, and Mistral by LangChain4j. */
class OllamaAndMistralTest {

  private static final String OLLAMA =
      """
      {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z",
       "message":{"role":"assistant","content":"Paris."},"done":true,"done_reason":"stop",
       "total_duration":4,"load_duration":1,"prompt_eval_count":7,"prompt_eval_duration":1,
       "eval_count":2,"eval_duration":1}""";

  @RegisterExtension private final Provider provider = new Provider();
  @RegisterExtension private final Spans spans = new Spans();

  static final class Calls {

    @Generation(provider = "ollama")
    OllamaChatResult chat(OllamaAPI client, OllamaChatRequest request) throws Exception {
      return client.chat(request);
    }

    @Generation(provider = "ollama")
    OllamaResult generate(OllamaAPI client, String model, String prompt) throws Exception {
      return client.generate(model, prompt, false, false, new OptionsBuilder().build());
    }

    @Generation
    void stream(
        StreamingChatModel client, ChatRequest request, StreamingChatResponseHandler handler) {
      client.chat(request, handler);
    }

    @Generation(operation = Operation.EMBEDDINGS)
    Response<Embedding> embed(EmbeddingModel client, String text) {
      return client.embed(text);
    }

    @Generation
    ChatResponse ask(ChatModel client, ChatRequest request) {
      return client.chat(request);
    }
  }

  private static ChatRequest question() {
    return ChatRequest.builder().messages(UserMessage.from("The capital?")).build();
  }

  @Test
  void aChatOfOllama4jIsRead() throws Exception {
    provider.answers(OLLAMA);
    OllamaChatRequest request =
        OllamaChatRequestBuilder.getInstance("llama3.2")
            .withMessage(OllamaChatMessageRole.USER, "The capital?")
            .build();

    spans.call(new Calls(), "chat", new OllamaAPI(provider.url()), request);

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("llama3.2");
    assertOfOllama();
  }

  @Test
  void anAnswerOfOllama4jIsRead() throws Exception {
    provider.answers(
        """
        {"model":"llama3.2","response":"Paris.","done":true,"done_reason":"stop","context":[1],
         "prompt_eval_count":7,"eval_count":2}""");

    spans.call(new Calls(), "generate", new OllamaAPI(provider.url()), "llama3.2", "The capital?");

    assertThat(spans.text("gen_ai.request.model")).isEqualTo("llama3.2");
    assertOfOllama();
  }

  @Test
  void ollamaByLangChain4jIsRead() throws Exception {
    provider.answers(OLLAMA);

    spans.call(
        new Calls(),
        "ask",
        OllamaChatModel.builder().baseUrl(provider.url()).modelName("llama3.2").build(),
        question());

    assertOfOllama();
  }

  @Test
  void aStreamOfOllamaByLangChain4jIsRead() throws Exception {
    provider.answers(
        200,
        "application/x-ndjson",
        """
        {"model":"llama3.2","message":{"role":"assistant","content":"Par"},"done":false}
        {"model":"llama3.2","message":{"role":"assistant","content":"is."},"done":false}
        {"model":"llama3.2","message":{"role":"assistant","content":""},"done":true,\
        "done_reason":"stop","prompt_eval_count":7,"eval_count":2}
        """);
    CompletableFuture<ChatResponse> answer = new CompletableFuture<>();

    spans.call(
        new Calls(),
        "stream",
        OllamaStreamingChatModel.builder().baseUrl(provider.url()).modelName("llama3.2").build(),
        question(),
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String text) {}

          @Override
          public void onCompleteResponse(ChatResponse response) {
            answer.complete(response);
          }

          @Override
          public void onError(Throwable error) {
            answer.completeExceptionally(error);
          }
        });

    assertThat(answer.get(30, TimeUnit.SECONDS).aiMessage().text()).isEqualTo("Paris.");
    assertOfOllama();
  }

  @Test
  void ofEmbeddingsByLangChain4jTheTokensAreShown() throws Exception {
    provider.answers(
        """
        {"id":"r-1","object":"list","model":"mistral-embed",
         "data":[{"object":"embedding","index":0,"embedding":[0.1,0.2,0.3]}],
         "usage":{"prompt_tokens":7,"completion_tokens":0,"total_tokens":7}}""");

    spans.call(
        new Calls(),
        "embed",
        MistralAiEmbeddingModel.builder()
            .baseUrl(provider.url())
            .apiKey("key")
            .modelName("mistral-embed")
            .build(),
        "Paris");

    assertThat(spans.count("gen_ai.embeddings.dimension.count")).isEqualTo(3);
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
  }

  @Test
  void aCallOfMistralThatIsOneTooManyIsAFailureOfItsKind() {
    provider.answers(429, "application/json", "{\"message\":\"Requests rate limit exceeded\"}");

    assertThatThrownBy(
            () ->
                spans.call(
                    new Calls(),
                    "ask",
                    MistralAiChatModel.builder()
                        .baseUrl(provider.url())
                        .apiKey("key")
                        .modelName("mistral-small-latest")
                        .maxRetries(0)
                        .build(),
                    question()))
        .isInstanceOf(RateLimitException.class);

    assertThat(spans.text("raglan.error.category")).isEqualTo("rate_limit");
  }

  private void assertOfOllama() {
    assertAnswered("llama3.2");
    assertThat(spans.number("raglan.cost.total")).isNull();
  }

  @Test
  void mistralByLangChain4jIsRead() throws Exception {
    provider.answers(
        """
        {"id":"r-1","object":"chat.completion","model":"mistral-small-latest","created":1,
         "choices":[{"index":0,"message":{"role":"assistant","content":"Paris."},
           "finish_reason":"stop"}],
         "usage":{"prompt_tokens":7,"completion_tokens":2,"total_tokens":9}}""");

    spans.call(
        new Calls(),
        "ask",
        MistralAiChatModel.builder()
            .baseUrl(provider.url())
            .apiKey("key")
            .modelName("mistral-small-latest")
            .build(),
        question());

    assertAnswered("mistral-small-latest");
    assertThat(spans.number("raglan.cost.total")).isPositive();
  }

  private void assertAnswered(String model) {
    assertThat(spans.text("gen_ai.response.model")).isEqualTo(model);
    assertThat(spans.text("input.value")).isEqualTo("The capital?");
    assertThat(spans.text("output.value")).isEqualTo("Paris.");
    assertThat(spans.texts("gen_ai.response.finish_reasons")).containsExactly("stop");
    assertThat(spans.count("gen_ai.usage.input_tokens")).isEqualTo(7);
    assertThat(spans.count("gen_ai.usage.output_tokens")).isEqualTo(2);
  }
}
