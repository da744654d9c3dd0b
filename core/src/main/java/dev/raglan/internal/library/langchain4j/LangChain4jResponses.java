package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.Content;
import dev.raglan.internal.chat.UsageReader;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.message.Roles;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Message;
import dev.raglan.model.Message.Attachment;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.model.Usage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the responses of LangChain4j. */
final class LangChain4jResponses {

  private static final PropertyPath CONTENT = PropertyPath.parse("content");
  private static final PropertyPath TOKEN_USAGE = PropertyPath.parse("tokenUsage");
  private static final PropertyPath FINISH_REASON = PropertyPath.parse("finishReason");
  private static final PropertyPath FINAL_RESPONSE = PropertyPath.parse("finalResponse");
  private static final PropertyPath SOURCES = PropertyPath.parse("sources");

  // Of the metadata of Gemini and of OpenAI, which are of other artifacts.
  private static final PropertyPath GROUNDING = PropertyPath.parse("metadata.groundingMetadata");
  private static final PropertyPath TIER = PropertyPath.parse("metadata.serviceTier");

  /**
   * The counts of the providers' own subclasses of {@code TokenUsage}, which are of other
   * artifacts, under the names that the providers have for them.
   */
  private static final Map<String, PropertyPath> DETAILS =
      Map.of(
          "cache_read_input_tokens", PropertyPath.parse("cacheReadInputTokens"),
          "cache_creation_input_tokens", PropertyPath.parse("cacheCreationInputTokens"),
          "cache_write_input_tokens", PropertyPath.parse("cacheWriteInputTokens"),
          "cached_content_token_count", PropertyPath.parse("cachedContentTokenCount"),
          "thoughts_token_count", PropertyPath.parse("thoughtsTokenCount"),
          "cached_tokens", PropertyPath.parse("inputTokensDetails.cachedTokens"),
          "reasoning_tokens", PropertyPath.parse("outputTokensDetails.reasoningTokens"));

  private LangChain4jResponses() {}

  static Completion of(ChatResponse response) {
    return new Completion(
        response.id(),
        response.modelName(),
        List.of(LangChain4jMessages.answer(response.aiMessage())),
        reasons(response.finishReason()),
        UsageReader.served(usage(response.tokenUsage()), told(response)));
  }

  /** Returns what the metadata tells of how a call is billed, as providers tell it. */
  private static Map<String, Object> told(ChatResponse response) {
    Map<String, Object> told = new HashMap<>();
    put(told, "service_tier", TIER.find(response));
    Object grounding = GROUNDING.find(response);
    put(
        told,
        "candidates",
        grounding == null ? null : List.of(Map.of("grounding_metadata", grounding)));
    return told;
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
    Map<String, Object> counts = new HashMap<>();
    if (usage.getClass() != TokenUsage.class) { // The details are those of subclasses.
      DETAILS.forEach((name, path) -> put(counts, name, path.find(usage)));
    }
    // A total that LangChain4j makes of input and output leaves out the cache beside them.
    boolean isBeside = counts.keySet().stream().anyMatch(name -> name.endsWith("input_tokens"));
    put(counts, "total_tokens", isBeside ? null : usage.totalTokenCount());
    put(counts, "input_tokens", usage.inputTokenCount());
    put(counts, "output_tokens", usage.outputTokenCount());
    return UsageReader.of(Shape.of(counts));
  }

  private static void put(Map<String, Object> counts, String name, @Nullable Object count) {
    if (count != null) {
      counts.put(name, count);
    }
  }
}
