package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.raglan.internal.chat.RequestSettings;
import dev.raglan.internal.message.Messages;
import dev.raglan.internal.read.CopyingExtractor;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the types of LangChain4j. */
public final class LangChain4j extends CopyingExtractor {

  /** The result of a service, an answer with its sources; its class is of the main artifact. */
  private static final String RESULT = "dev.langchain4j.service.Result";

  private static final List<Class<?>> TYPES =
      List.of(
          ChatResponse.class,
          Response.class,
          ChatMessage.class,
          ChatRequest.class,
          Content.class,
          TextSegment.class,
          Document.class,
          Embedding.class,
          EmbeddingMatch.class,
          EmbeddingSearchResult.class);

  private final Vectors vectors;

  public LangChain4j(Vectors vectors) {
    this.vectors = vectors;
  }

  @Override
  public boolean supports(Class<?> type) {
    return TYPES.stream().anyMatch(known -> known.isAssignableFrom(type))
        || type.getName().equals(RESULT);
  }

  /** Returns true for types that never change; a segment's or embedding's content may. */
  @Override
  public boolean isImmutable(Class<?> type) {
    return type == ChatResponse.class || type == AiMessage.class || type == TokenUsage.class;
  }

  @Override
  public boolean keeps(Object request) {
    return request instanceof ChatRequest asked && LangChain4jMessages.neverChange(asked);
  }

  @Override
  public Extraction extract(Object value) {
    if (value instanceof ChatResponse response) {
      return Extraction.of(LangChain4jResponses.of(response));
    }
    if (value instanceof Response<?> response) {
      return response(response);
    }
    if (value instanceof ChatMessage message) {
      return Messages.extraction(List.of(LangChain4jMessages.of(message)));
    }
    if (value instanceof ChatRequest request) {
      return LangChain4jMessages.conversation(request.messages());
    }
    if (value instanceof Embedding embedding) {
      return Extraction.of(embeddings(List.of(embedding), null));
    }
    return value.getClass().getName().equals(RESULT)
        ? LangChain4jResponses.ofService(value)
        : documents(value);
  }

  @Override
  public Map<String, Object> settings(Object request) {
    if (!(request instanceof ChatRequest asked)) {
      return Map.of();
    }
    Map<String, Object> settings = RequestSettings.of(asked.parameters(), LangChain4j::plain);
    List<ToolSpecification> tools = asked.toolSpecifications();
    if (tools != null && !tools.isEmpty()) {
      settings.put("tools", tools.stream().limit(Limits.TOOLS).map(LangChain4j::tool).toList());
    }
    ResponseFormat format = asked.parameters().responseFormat();
    if (format != null) {
      settings.put("response_format", format.type().name().toLowerCase(Locale.ROOT));
    }
    return settings;
  }

  private static Object plain(Object value) {
    return value instanceof Collection ? value : value.toString();
  }

  private static Map<String, Object> tool(ToolSpecification specification) {
    Map<String, Object> tool = new LinkedHashMap<>();
    tool.put("type", "function");
    tool.put("name", specification.name());
    if (specification.description() != null) {
      tool.put("description", specification.description());
    }
    return tool;
  }

  private Extraction response(Response<?> response) {
    Object content = response.content();
    if (content instanceof Embedding embedding) {
      return Extraction.of(embeddings(List.of(embedding), response.tokenUsage()));
    }
    if (content instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Embedding) {
      return Extraction.of(embeddings(list, response.tokenUsage()));
    }
    return Extraction.of(LangChain4jResponses.of(response));
  }

  private Embeddings embeddings(List<?> list, @Nullable TokenUsage usage) {
    Stream<float[]> first = list.stream().limit(Limits.VECTORS).map(each -> vector(each));
    List<float[]> numbers = first.toList();
    return new Embeddings(
        null,
        list.size(),
        numbers.get(0).length,
        vectors.of(numbers),
        LangChain4jResponses.usage(usage));
  }

  private static float[] vector(Object embedding) {
    return ((Embedding) embedding).vector();
  }

  private static Extraction documents(Object value) {
    if (value instanceof EmbeddingSearchResult<?> result) {
      List<? extends EmbeddingMatch<?>> matches = result.matches();
      return Extraction.ofDocuments(
          matches.stream().limit(Limits.DOCUMENTS).map(LangChain4jDocuments::of).toList(),
          Math.max(0, matches.size() - Limits.DOCUMENTS));
    }
    return Extraction.ofDocuments(List.of(LangChain4jDocuments.any(value)), 0);
  }
}
