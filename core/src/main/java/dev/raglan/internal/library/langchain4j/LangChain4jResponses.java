package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.Content;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.Usage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the responses of LangChain4j. */
final class LangChain4jResponses {

  private static final PropertyPath CONTENT = PropertyPath.parse("content");
  private static final PropertyPath TOKEN_USAGE = PropertyPath.parse("tokenUsage");
  private static final PropertyPath FINISH_REASON = PropertyPath.parse("finishReason");
  private static final PropertyPath FINAL_RESPONSE = PropertyPath.parse("finalResponse");
  private static final PropertyPath SOURCES = PropertyPath.parse("sources");

  // Of the providers' own subclasses of TokenUsage, which are of other artifacts.
  private static final PropertyPath CACHED = PropertyPath.parse("inputTokensDetails.cachedTokens");
  private static final PropertyPath CACHE_READ = PropertyPath.parse("cacheReadInputTokens");
  private static final PropertyPath CACHE_WRITE = PropertyPath.parse("cacheCreationInputTokens");
  private static final PropertyPath REASONING =
      PropertyPath.parse("outputTokensDetails.reasoningTokens");

  private LangChain4jResponses() {}

  static Completion of(ChatResponse response) {
    return new Completion(
        response.id(),
        response.modelName(),
        List.of(LangChain4jMessages.answer(response.aiMessage())),
        reasons(response.finishReason()),
        usage(response.tokenUsage()));
  }

  static Completion of(Response<?> response) {
    return new Completion(
        null,
        null,
        answer(response.content()),
        reasons(response.finishReason()),
        usage(response.tokenUsage()));
  }

  /** Reads the result of a service: the answer, its usage, and its sources. */
  static Extraction ofService(Object result) {
    Object reason = FINISH_REASON.find(result);
    Object usage = TOKEN_USAGE.find(result);
    ChatResponse last = FINAL_RESPONSE.find(result) instanceof ChatResponse found ? found : null;
    Completion completion =
        new Completion(
            last == null ? null : last.id(),
            last == null ? null : last.modelName(),
            answer(CONTENT.find(result)),
            reasons(reason instanceof FinishReason known ? known : null),
            usage instanceof TokenUsage counted ? usage(counted) : null);
    List<?> sources = SOURCES.find(result) instanceof List<?> list ? list : List.of();
    List<RetrievedChunk> documents =
        sources.stream()
            .limit(Limits.DOCUMENTS)
            .filter(Content.class::isInstance)
            .map(LangChain4jDocuments::any)
            .toList();
    int leftOut = Math.max(0, sources.size() - Limits.DOCUMENTS);
    return new Extraction(List.of(), completion, documents, leftOut, null);
  }

  private static List<Message> answer(@Nullable Object content) {
    if (content instanceof AiMessage message) {
      return List.of(LangChain4jMessages.answer(message));
    }
    if (content instanceof String text) {
      return List.of(Message.of(Roles.ASSISTANT, text));
    }
    List<?> drawn = content instanceof List<?> several ? several : Arrays.asList(content);
    List<Attachment> images =
        drawn.stream()
            .limit(Limits.PARTS)
            .filter(Image.class::isInstance)
            .map(each -> LangChain4jMessages.attachment("image", each))
            .toList();
    return images.isEmpty()
        ? List.of()
        : new MessageParts(Messages.PIECES).attach(images).messages(Roles.ASSISTANT, null, null);
  }

  private static List<String> reasons(@Nullable FinishReason reason) {
    return reason == null ? List.of() : List.of(reason.name());
  }

  static @Nullable Usage usage(@Nullable TokenUsage usage) {
    if (usage == null) {
      return null;
    }
    if (usage.getClass() == TokenUsage.class) { // The details are those of subclasses.
      return new Usage(
          number(usage.inputTokenCount()),
          number(usage.outputTokenCount()),
          number(usage.totalTokenCount()),
          null,
          null,
          null,
          false);
    }
    Long read = number(CACHE_READ.find(usage));
    Long written = number(CACHE_WRITE.find(usage));
    Long input = number(usage.inputTokenCount());
    boolean beside = read != null || written != null;
    return new Usage(
        input == null || !beside ? input : (Long) (input + orZero(read) + orZero(written)),
        number(usage.outputTokenCount()),
        beside ? null : number(usage.totalTokenCount()),
        read == null ? number(CACHED.find(usage)) : read,
        written,
        number(REASONING.find(usage)),
        false);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static @Nullable Long number(@Nullable Object count) {
    return count instanceof Number number ? (Long) number.longValue() : null;
  }
}
