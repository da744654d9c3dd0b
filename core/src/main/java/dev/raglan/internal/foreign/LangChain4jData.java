package dev.raglan.internal.foreign;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Messages, requests, answers and documents of LangChain4j, whose accessors are no getters:
 * messages in the words of the chat APIs of providers, anything else by its accessors.
 */
final class LangChain4jData {

  private static final String LIBRARY = "dev.langchain4j.";
  private static final String MESSAGES = LIBRARY + "data.message.";
  private static final String MODEL = "model.chat.";

  private LangChain4jData() {}

  static void addTo(Map<String, PlainForm.Finder> known) {
    addDocuments(known);
    addMessages(known);
    addExchange(known);
  }

  private static void addDocuments(Map<String, PlainForm.Finder> known) {
    put(known, "data.document.Document", "text", "metadata");
    put(known, "data.segment.TextSegment", "text", "metadata");
    known.put(LIBRARY + "data.document.Metadata", LangChain4jData::metadata);
    put(known, "data.embedding.Embedding", "dimension");
    put(known, "rag.content.Content", "textSegment", "metadata");
    put(known, "rag.query.Query", "text");
    put(known, "rag.AugmentationResult", "chatMessage", "contents");
    put(known, "store.embedding.EmbeddingMatch", "embeddingId", "score", "embedded");
    put(known, "store.embedding.EmbeddingSearchResult", "matches");
    put(known, "store.embedding.EmbeddingSearchRequest", "query", "maxResults", "minScore");
  }

  private static PlainForm metadata(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    return PublicMethod.of(owner, "toMap")::call;
  }

  private static void addMessages(Map<String, PlainForm.Finder> known) {
    message(known, "SystemMessage", "system", "content", "text");
    message(known, "UserMessage", "user", "name", "name", "content", "contents");
    message(
        known,
        "AiMessage",
        "assistant",
        "reasoning_content",
        "thinking",
        "content",
        "text",
        "images",
        "images",
        "tool_calls",
        "toolExecutionRequests");
    known.put(MESSAGES + "ToolExecutionResultMessage", (owner, type) -> result(owner));
    message(known, "CustomMessage", "custom", "content", "attributes");
    known.put(MESSAGES + "TextContent", (owner, type) -> text(owner));
    for (String medium : new String[] {"image", "audio", "video", "pdfFile"}) {
      String content = Character.toUpperCase(medium.charAt(0)) + medium.substring(1) + "Content";
      known.put(MESSAGES + content, (owner, type) -> PublicMethod.of(owner, medium)::call);
    }
    for (String medium :
        new String[] {"image.Image", "audio.Audio", "video.Video", "pdf.PdfFile"}) {
      known.put(LIBRARY + "data." + medium, (owner, type) -> medium(owner));
    }
  }

  /** Adds a message by its role, its members' names and the methods that return them. */
  private static void message(
      Map<String, PlainForm.Finder> known, String type, String role, String... namesAndMethods) {
    known.put(
        MESSAGES + type,
        (owner, runtime) -> withFirst("role", role, WebTypes.known(owner, namesAndMethods)));
  }

  private static PlainForm withFirst(String name, String first, PlainForm rest) {
    return value -> {
      Map<Object, Object> object = new LinkedHashMap<>();
      object.put(name, first);
      if (rest.of(value) instanceof Map<?, ?> members) {
        object.putAll(members);
      }
      Object content = object.get("content");
      if (content != null) {
        object.put("content", onlyText(content));
      }
      return object;
    };
  }

  /** Returns the text of content that is one text alone; any other content itself. */
  private static Object onlyText(Object content) {
    if (content instanceof Collection<?> parts && parts.size() == 1) {
      Object part = PlainValues.of(parts.iterator().next());
      return part instanceof Map<?, ?> map && map.get("text") != null ? map.get("text") : content;
    }
    return content;
  }

  /** Results may be more than a text in newer versions. */
  private static PlainForm result(Class<?> owner) {
    String content = PublicMethod.orNull(owner, "contents") == null ? "text" : "contents";
    return withFirst(
        "role",
        "tool",
        WebTypes.known(
            owner,
            "tool_call_id",
            "id",
            "name",
            "toolName",
            "content",
            content,
            "is_error",
            "isError"));
  }

  private static PlainForm text(Class<?> owner) {
    return withFirst("type", "text", WebTypes.known(owner, "text", "text"));
  }

  /** Media have a URL or base64 data, and some of them a MIME type. */
  private static PlainForm medium(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod url = PublicMethod.of(owner, "url");
    PublicMethod data = PublicMethod.of(owner, "base64Data");
    PublicMethod mimeType = PublicMethod.orNull(owner, "mimeType");
    String name = owner.getSimpleName().toLowerCase(Locale.ROOT);
    String kind = name.equals("pdffile") ? "document" : name;
    return value -> {
      Object stated = mimeType == null ? null : mimeType.call(value);
      Object address = url.call(value);
      String type = stated == null ? null : stated.toString();
      return MediaPart.of(kind, type, address == null ? data.call(value) : address);
    };
  }

  /** Adds the requests and responses of chat models. */
  private static void addExchange(Map<String, PlainForm.Finder> known) {
    put(known, "agent.tool.ToolExecutionRequest", "id", "name", "arguments");
    put(known, "agent.tool.ToolSpecification", "name", "description", "parameters");
    put(known, "service.tool.ToolExecution", "request", "result");
    put(known, "model.input.Prompt", "text");
    put(known, "model.input.PromptTemplate", "template");
    put(known, "model.output.TokenUsage", "inputTokenCount", "outputTokenCount", "totalTokenCount");
    put(known, "model.output.Response", "content", "tokenUsage", "finishReason");
    put(known, "model.moderation.Moderation", "flagged", "flaggedText");
    put(
        known,
        "service.Result",
        "content",
        "sources",
        "toolExecutions",
        "tokenUsage",
        "finishReason");
    put(
        known,
        MODEL + "response.ChatResponse",
        "id",
        "modelName",
        "aiMessage",
        "tokenUsage",
        "finishReason");
    put(known, MODEL + "response.PartialResponse", "text");
    put(known, MODEL + "response.PartialThinking", "text");
    put(known, MODEL + "response.CompleteToolCall", "index", "toolExecutionRequest");
    String[] asked = {
      "modelName",
      "messages",
      "temperature",
      "topP",
      "topK",
      "maxOutputTokens",
      "frequencyPenalty",
      "presencePenalty",
      "stopSequences",
      "toolSpecifications",
      "toolChoice",
      "responseFormat"
    };
    put(known, MODEL + "request.ChatRequest", asked);
    put(known, MODEL + "request.ChatRequestParameters", asked);
    put(known, MODEL + "request.ResponseFormat", "type", "jsonSchema");
    String schemas = MODEL + "request.json.";
    put(known, schemas + "JsonSchema", "name", "rootElement");
    known.put(LIBRARY + schemas + "JsonSchemaElement", (owner, type) -> schema(type));
  }

  /** The type of a schema stands in the name of its class, as in {@code JsonStringSchema}. */
  private static PlainForm schema(Class<?> type) {
    String name = type.getSimpleName().replaceAll("^Json|Schema$", "").toLowerCase(Locale.ROOT);
    PlainForm members =
        WebTypes.known(
            type,
            "description",
            "description",
            "properties",
            "properties",
            "required",
            "required",
            "items",
            "items",
            "enum",
            "enumValues",
            "anyOf",
            "anyOf",
            "$ref",
            "reference");
    return switch (name) {
      case "enum" -> withFirst("type", "string", members);
      case "anyof", "reference", "raw" -> members;
      default -> withFirst("type", name, members);
    };
  }

  /** Adds a type whose members are called as the methods that return them. */
  private static void put(Map<String, PlainForm.Finder> known, String type, String... members) {
    String[] both = new String[members.length * 2];
    for (int i = 0; i < both.length; i++) {
      both[i] = members[i / 2];
    }
    known.put(LIBRARY + type, (owner, runtime) -> WebTypes.known(runtime, both));
  }
}
