package dev.raglan.internal.foreign;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages, requests, answers and documents of LangChain4j, whose accessors are no getters:
 * messages in the words of the chat APIs of providers, anything else by its accessors.
 */
final class LangChain4jData {

  private static final String LIBRARY = "dev.langchain4j.";
  private static final String MESSAGES = LIBRARY + "data.message.";
  private static final String MODEL = LIBRARY + "model.chat.";
  private static final String SCHEMAS = MODEL + "request.json.";

  private LangChain4jData() {}

  static PlainForm.@Nullable Finder finder(String name) {
    PlainForm.Finder document = documentFinder(name);
    PlainForm.Finder message = document == null ? messageFinder(name) : document;
    return message == null ? exchangeFinder(name) : message;
  }

  private static PlainForm.@Nullable Finder documentFinder(String name) {
    return switch (name) {
      case LIBRARY + "data.document.Document" -> members("text", "metadata");
      case LIBRARY + "data.segment.TextSegment" -> members("text", "metadata");
      case LIBRARY + "data.document.Metadata" -> LangChain4jData::metadata;
      case LIBRARY + "data.embedding.Embedding" -> members("dimension");
      case LIBRARY + "rag.content.Content" -> members("textSegment", "metadata");
      case LIBRARY + "rag.query.Query" -> members("text");
      case LIBRARY + "rag.AugmentationResult" -> members("chatMessage", "contents");
      case LIBRARY + "store.embedding.EmbeddingMatch" ->
          members("embeddingId", "score", "embedded");
      case LIBRARY + "store.embedding.EmbeddingSearchResult" -> members("matches");
      case LIBRARY + "store.embedding.EmbeddingSearchRequest" ->
          members("query", "maxResults", "minScore");
      default -> null;
    };
  }

  private static PlainForm metadata(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    return PublicMethod.of(owner, "toMap")::call;
  }

  private static PlainForm.@Nullable Finder messageFinder(String name) {
    return switch (name) {
      case MESSAGES + "SystemMessage" -> message("system", "content", "text");
      case MESSAGES + "UserMessage" -> message("user", "name", "name", "content", "contents");
      case MESSAGES + "AiMessage" ->
          message(
              "assistant",
              "reasoning_content",
              "thinking",
              "content",
              "text",
              "images",
              "images",
              "tool_calls",
              "toolExecutionRequests");
      case MESSAGES + "ToolExecutionResultMessage" -> (owner, type) -> result(owner);
      case MESSAGES + "CustomMessage" -> message("custom", "content", "attributes");
      case MESSAGES + "TextContent" -> (owner, type) -> text(owner);
      case MESSAGES + "ImageContent" -> content("image");
      case MESSAGES + "AudioContent" -> content("audio");
      case MESSAGES + "VideoContent" -> content("video");
      case MESSAGES + "PdfFileContent" -> content("pdfFile");
      case LIBRARY + "data.image.Image",
          LIBRARY + "data.audio.Audio",
          LIBRARY + "data.video.Video",
          LIBRARY + "data.pdf.PdfFile" ->
          (owner, type) -> medium(owner);
      default -> null;
    };
  }

  private static PlainForm.Finder content(String medium) {
    return (owner, type) -> PublicMethod.of(owner, medium)::call;
  }

  /** Returns the finder of a message by its role, its members' names and their methods. */
  private static PlainForm.Finder message(String role, String... namesAndMethods) {
    return (owner, type) -> withFirst("role", role, WebTypes.known(owner, namesAndMethods));
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
  private static PlainForm.@Nullable Finder exchangeFinder(String name) {
    return switch (name) {
      case LIBRARY + "agent.tool.ToolExecutionRequest" -> members("id", "name", "arguments");
      case LIBRARY + "agent.tool.ToolSpecification" -> members("name", "description", "parameters");
      case LIBRARY + "service.tool.ToolExecution" -> members("request", "result");
      case LIBRARY + "model.input.Prompt" -> members("text");
      case LIBRARY + "model.input.PromptTemplate" -> members("template");
      case LIBRARY + "model.output.TokenUsage" ->
          members("inputTokenCount", "outputTokenCount", "totalTokenCount");
      case LIBRARY + "model.output.Response" -> members("content", "tokenUsage", "finishReason");
      case LIBRARY + "model.moderation.Moderation" -> members("flagged", "flaggedText");
      case LIBRARY + "service.Result" ->
          members("content", "sources", "toolExecutions", "tokenUsage", "finishReason");
      case MODEL + "response.ChatResponse" ->
          members("id", "modelName", "aiMessage", "tokenUsage", "finishReason");
      case MODEL + "response.PartialResponse" -> members("text");
      case MODEL + "response.PartialThinking" -> members("text");
      case MODEL + "response.CompleteToolCall" -> members("index", "toolExecutionRequest");
      case MODEL + "request.ResponseFormat" -> members("type", "jsonSchema");
      case SCHEMAS + "JsonSchema" -> members("name", "rootElement");
      case SCHEMAS + "JsonSchemaElement" -> (owner, type) -> schema(type);
      case MODEL + "request.ChatRequest", MODEL + "request.ChatRequestParameters" ->
          members(
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
              "responseFormat");
      default -> null;
    };
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

  /** Returns the finder of a type whose members are called as the methods that return them. */
  private static PlainForm.Finder members(String... members) {
    String[] both = new String[members.length * 2];
    for (int i = 0; i < both.length; i++) {
      both[i] = members[i / 2];
    }
    return (owner, type) -> WebTypes.known(type, both);
  }
}
