package dev.raglan.benchmarks.library;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.ToolExecution;
import dev.raglan.annotation.Generation;
import dev.raglan.benchmarks.caller.Chat;
import dev.raglan.benchmarks.caller.GenerationByHand;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.function.Consumer;

/** Calls with the requests, responses and token streams of LangChain4j. */
class LangChain4j {

  static final ChatRequest REQUEST =
      ChatRequest.builder()
          .modelName(Chat.MODEL)
          .messages(SystemMessage.from(Chat.SYSTEM), UserMessage.from(Chat.USER))
          .build();

  private static final ChatResponse RESPONSE = response(Chat.ANSWER);
  private static final List<String> TEXTS = Chat.pieces(ChunkBenchmark.CHUNKS);
  private static final ChatResponse STREAMED = response(String.join("", TEXTS));

  private static ChatResponse response(String answer) {
    return ChatResponse.builder()
        .aiMessage(AiMessage.from(answer))
        .id("r-1")
        .modelName(Chat.RESPONSE_MODEL)
        .tokenUsage(new TokenUsage(Chat.PROMPT_TOKENS, Chat.COMPLETION_TOKENS))
        .finishReason(FinishReason.STOP)
        .build();
  }

  /** A token stream that has everything when it is started. */
  private static final class Tokens implements TokenStream {

    private Consumer<String> partial = text -> {};
    private Consumer<ChatResponse> complete = response -> {};

    @Override
    public TokenStream onPartialResponse(Consumer<String> consumer) {
      partial = consumer;
      return this;
    }

    @Override
    public TokenStream onCompleteResponse(Consumer<ChatResponse> consumer) {
      complete = consumer;
      return this;
    }

    @Override
    public TokenStream onRetrieved(Consumer<List<Content>> consumer) {
      return this;
    }

    @Override
    public TokenStream onToolExecuted(Consumer<ToolExecution> consumer) {
      return this;
    }

    @Override
    public TokenStream onError(Consumer<Throwable> consumer) {
      return this;
    }

    @Override
    public TokenStream ignoreErrors() {
      return this;
    }

    @Override
    public void start() {
      TEXTS.forEach(partial);
      complete.accept(STREAMED);
    }
  }

  @Generation(name = "chat", provider = "openai")
  ChatResponse chat(ChatRequest request) {
    return RESPONSE;
  }

  ChatResponse byHand(GenerationByHand spans, ChatRequest request) {
    Span span = start(spans, request);
    try (Scope scope = span.makeCurrent()) {
      ChatResponse response = RESPONSE;
      answer(spans, span, response);
      return response;
    } finally {
      span.end();
    }
  }

  private static Span start(GenerationByHand spans, ChatRequest request) {
    List<Chat.Message> messages = request.messages().stream().map(LangChain4j::message).toList();
    return spans.start("openai", request.modelName(), messages);
  }

  private static Chat.Message message(ChatMessage message) {
    return message instanceof SystemMessage system
        ? new Chat.Message("system", system.text())
        : new Chat.Message("user", ((UserMessage) message).singleText());
  }

  private static void answer(GenerationByHand spans, Span span, ChatResponse response) {
    spans.answer(span, response.modelName(), response.aiMessage().text());
    spans.usage(
        span,
        response.finishReason().name(),
        response.tokenUsage().inputTokenCount(),
        response.tokenUsage().outputTokenCount());
  }

  TokenStream plainStream() {
    return new Tokens();
  }

  @Generation(name = "chat", provider = "openai")
  TokenStream stream(ChatRequest request) {
    return new Tokens();
  }

  /** Reads a token stream; the whole answer comes at its end, so nothing need be joined. */
  void readByHand(GenerationByHand spans, ChatRequest request, Consumer<Object> reader) {
    Span span = start(spans, request);
    plainStream()
        .onPartialResponse(reader::accept)
        .onCompleteResponse(
            response -> {
              answer(spans, span, response);
              span.end();
            })
        .start();
  }
}
