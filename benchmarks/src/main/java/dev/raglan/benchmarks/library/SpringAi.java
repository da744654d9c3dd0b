package dev.raglan.benchmarks.library;

import dev.raglan.annotation.Generation;
import dev.raglan.benchmarks.caller.Chat;
import dev.raglan.benchmarks.caller.GenerationByHand;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.metadata.Usage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.chat.prompt.Prompt;
import reactor.core.publisher.Flux;

/** Calls with the prompts, responses and streamed responses of Spring AI. */
class SpringAi {

  static final Prompt REQUEST =
      new Prompt(
          List.of(new SystemMessage(Chat.SYSTEM), new UserMessage(Chat.USER)),
          ChatOptions.builder().model(Chat.MODEL).build());

  private static final ChatResponse RESPONSE =
      response(Chat.ANSWER, "STOP", new DefaultUsage(Chat.PROMPT_TOKENS, Chat.COMPLETION_TOKENS));

  private static final List<ChatResponse> CHUNKS =
      Chat.pieces(ChunkBenchmark.CHUNKS).stream()
          .map(text -> response(text, "", new DefaultUsage(0, 0)))
          .toList();

  private static ChatResponse response(String text, String finishReason, Usage usage) {
    ChatGenerationMetadata metadata =
        ChatGenerationMetadata.builder().finishReason(finishReason).build();
    return new ChatResponse(
        List.of(
            new org.springframework.ai.chat.model.Generation(new AssistantMessage(text), metadata)),
        ChatResponseMetadata.builder().id("r-1").model(Chat.RESPONSE_MODEL).usage(usage).build());
  }

  @Generation(name = "chat", provider = "openai")
  ChatResponse chat(Prompt request) {
    return RESPONSE;
  }

  ChatResponse byHand(GenerationByHand spans, Prompt request) {
    Span span = start(spans, request);
    try (Scope scope = span.makeCurrent()) {
      ChatResponse response = RESPONSE;
      ChatResponseMetadata metadata = response.getMetadata();
      spans.answer(span, metadata.getModel(), text(response));
      spans.usage(
          span,
          String.valueOf(response.getResults().get(0).getMetadata().getFinishReason()),
          metadata.getUsage().getPromptTokens(),
          metadata.getUsage().getCompletionTokens());
      return response;
    } finally {
      span.end();
    }
  }

  private static Span start(GenerationByHand spans, Prompt request) {
    List<Chat.Message> messages =
        request.getInstructions().stream()
            .map(
                each ->
                    new Chat.Message(
                        each.getMessageType().name().toLowerCase(Locale.ROOT),
                        orEmpty(each.getText())))
            .toList();
    ChatOptions options = Objects.requireNonNull(request.getOptions());
    return spans.start("openai", orEmpty(options.getModel()), messages);
  }

  private static String text(ChatResponse response) {
    return orEmpty(response.getResults().get(0).getOutput().getText());
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  Flux<ChatResponse> plainStream() {
    return Flux.fromIterable(CHUNKS);
  }

  @Generation(name = "chat", provider = "openai")
  Flux<ChatResponse> stream(Prompt request) {
    return Flux.fromIterable(CHUNKS);
  }

  Flux<ChatResponse> streamByHand(GenerationByHand spans, Prompt request) {
    Span span = start(spans, request);
    StringBuilder answer = new StringBuilder();
    return Flux.fromIterable(CHUNKS)
        .doOnNext(chunk -> answer.append(text(chunk)))
        .doFinally(
            signal -> {
              spans.answer(span, Chat.RESPONSE_MODEL, answer.toString());
              span.end();
            });
  }
}
