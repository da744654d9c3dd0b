package dev.raglan.benchmarks.library;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.completions.CompletionUsage;
import dev.raglan.annotation.Generation;
import dev.raglan.benchmarks.caller.ByHand;
import dev.raglan.benchmarks.caller.Chat;
import dev.raglan.benchmarks.caller.GenerationByHand;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.stream.Stream;

/** Calls with the requests, responses and chunks of openai-java. */
class OpenAi {

  static final ChatCompletionCreateParams REQUEST =
      ChatCompletionCreateParams.builder()
          .model(Chat.MODEL)
          .addSystemMessage(Chat.SYSTEM)
          .addUserMessage(Chat.USER)
          .build();

  private static final ChatCompletion RESPONSE =
      parse(
          """
          {"id":"chatcmpl-1","object":"chat.completion","created":1741569952,"model":"%s",
           "choices":[{"index":0,"message":{"role":"assistant","content":%s,"refusal":null,
             "annotations":[]},"logprobs":null,"finish_reason":"stop"}],
           "usage":{"prompt_tokens":%d,"completion_tokens":%d,"total_tokens":1363}}
          """
              .formatted(
                  Chat.RESPONSE_MODEL,
                  ByHand.json(Chat.ANSWER),
                  Chat.PROMPT_TOKENS,
                  Chat.COMPLETION_TOKENS),
          ChatCompletion.class);

  private static final List<ChatCompletionChunk> CHUNKS =
      Chat.pieces(ChunkBenchmark.CHUNKS).stream()
          .map(
              text ->
                  parse(
                      """
                      {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1,"model":"%s",
                       "choices":[{"index":0,"delta":{"content":%s},"logprobs":null,
                         "finish_reason":null}],"usage":null}
                      """
                          .formatted(Chat.RESPONSE_MODEL, ByHand.json(text)),
                      ChatCompletionChunk.class))
          .toList();

  private static <T> T parse(String json, Class<T> type) {
    try {
      return ObjectMappers.jsonMapper().readValue(json, type);
    } catch (JsonProcessingException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  /** A response that is read once. */
  private record Streamed<T>(Stream<T> stream) implements StreamResponse<T> {

    @Override
    public void close() {
      stream.close();
    }
  }

  @Generation(name = "chat", provider = "openai")
  ChatCompletion chat(ChatCompletionCreateParams request) {
    return RESPONSE;
  }

  ChatCompletion byHand(GenerationByHand spans, ChatCompletionCreateParams request) {
    Span span = start(spans, request);
    try (Scope scope = span.makeCurrent()) {
      ChatCompletion response = RESPONSE;
      ChatCompletion.Choice choice = response.choices().get(0);
      spans.answer(span, response.model(), choice.message().content().orElse(""));
      CompletionUsage usage = response.usage().orElseThrow();
      spans.usage(
          span, choice.finishReason().asString(), usage.promptTokens(), usage.completionTokens());
      return response;
    } finally {
      span.end();
    }
  }

  private static Span start(GenerationByHand spans, ChatCompletionCreateParams request) {
    List<Chat.Message> messages = request.messages().stream().map(OpenAi::message).toList();
    return spans.start("openai", request.model().asString(), messages);
  }

  private static Chat.Message message(ChatCompletionMessageParam message) {
    return message.isSystem()
        ? new Chat.Message("system", message.asSystem().content().asText())
        : new Chat.Message("user", message.asUser().content().asText());
  }

  StreamResponse<ChatCompletionChunk> plainStream() {
    return new Streamed<>(CHUNKS.stream());
  }

  @Generation(name = "chat", provider = "openai")
  StreamResponse<ChatCompletionChunk> stream(ChatCompletionCreateParams request) {
    return new Streamed<>(CHUNKS.stream());
  }

  StreamResponse<ChatCompletionChunk> streamByHand(
      GenerationByHand spans, ChatCompletionCreateParams request) {
    Span span = start(spans, request);
    StringBuilder answer = new StringBuilder();
    return new Streamed<>(
        CHUNKS.stream()
            .peek(chunk -> chunk.choices().get(0).delta().content().ifPresent(answer::append))
            .onClose(
                () -> {
                  spans.answer(span, Chat.RESPONSE_MODEL, answer.toString());
                  span.end();
                }));
  }
}
