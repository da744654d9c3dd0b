package dev.raglan.internal.read;

import dev.raglan.annotation.Field;
import dev.raglan.internal.foreign.Ancestors;
import dev.raglan.internal.type.TypeView;
import dev.raglan.model.SpanType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which parameters that nobody bound are told to be fields: names that count only with
 * a type that fits them, and the shape of the elements of a list.
 */
public final class FieldRules {

  private static final Set<String> NUMBERS =
      Set.of("int", "long", "double", "float", "short", "byte");

  /** Types that are a model's id. */
  private static final Set<String> MODEL_TYPES =
      Set.of("com.openai.models.ChatModel", "com.anthropic.models.messages.Model");

  /** Types of libraries that are a message, though they do not have its shape. */
  private static final Set<String> MESSAGE_TYPES =
      Set.of(
          "dev.langchain4j.data.message.ChatMessage",
          "org.springframework.ai.chat.messages.Message",
          "com.openai.models.chat.completions.ChatCompletionMessageParam",
          "com.openai.models.responses.ResponseInputItem",
          "com.anthropic.models.messages.MessageParam",
          "com.google.genai.types.Content");

  /** Types of libraries that are all that is asked of a model. */
  private static final Set<String> REQUEST_TYPES =
      Set.of(
          "dev.langchain4j.model.chat.request.ChatRequest",
          "org.springframework.ai.chat.prompt.Prompt",
          "com.openai.models.chat.completions.ChatCompletionCreateParams",
          "com.openai.models.chat.completions.StructuredChatCompletionCreateParams",
          "com.openai.models.responses.ResponseCreateParams",
          "com.openai.models.responses.StructuredResponseCreateParams",
          "com.anthropic.models.messages.MessageCreateParams",
          "com.anthropic.models.messages.StructuredMessageCreateParams",
          "com.anthropic.models.beta.messages.MessageCreateParams",
          "software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest",
          "software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest",
          "com.azure.ai.openai.models.ChatCompletionsOptions");

  /** Types of libraries that are a document, though they do not have its shape. */
  private static final Set<String> DOCUMENT_TYPES =
      Set.of(
          "dev.langchain4j.rag.content.Content",
          "dev.langchain4j.data.segment.TextSegment",
          "dev.langchain4j.data.document.Document",
          "dev.langchain4j.store.embedding.EmbeddingMatch");

  /** Types of libraries that ask for a tool, though they do not have the shape. */
  private static final Set<String> TOOL_CALL_TYPES =
      Set.of("dev.langchain4j.agent.tool.ToolExecutionRequest");

  /** Types of a query that has its text beside other things, and the path to that. */
  private static final Map<String, String> QUERIES =
      Map.of(
          "dev.langchain4j.rag.query.Query", "text",
          "dev.langchain4j.store.embedding.EmbeddingSearchRequest", "query",
          "org.springframework.ai.rag.Query", "text");

  /** Types of a query that states a number of results, and the path to that. */
  private static final Map<String, String> COUNTS =
      Map.of("dev.langchain4j.store.embedding.EmbeddingSearchRequest", "maxResults");

  private static final List<String> QUERY_NAMES =
      List.of(
          "query",
          "question",
          "searchquery",
          "userquery",
          "querytext",
          "searchtext",
          "searchterm",
          "q");

  /** Names of the text that a user asks. */
  private static final List<String> QUESTION_NAMES =
      List.of(
          "question",
          "query",
          "userquery",
          "userquestion",
          "usermessage",
          "userprompt",
          "userinput");

  private static final List<String> COUNT_NAMES =
      List.of("topk", "topn", "maxresults", "limit", "k", "keep", "maxdocuments", "n");

  /**
   * A rule.
   *
   * @param fits tells whether a parameter of the class can be the field
   * @param names the names of parameters that are the field, the best first, without humps
   */
  public record Rule(Field field, Predicate<Class<?>> fits, List<String> names) {

    Rule(Field field, Predicate<Class<?>> fits, String... names) {
      this(field, fits, List.of(names));
    }
  }

  /** The messages of a conversation. */
  public static final Rule MESSAGES =
      new Rule(
          Field.PROMPT,
          FieldRules::isList,
          "messages",
          "history",
          "chathistory",
          "messagehistory",
          "conversation",
          "conversationhistory");

  /** The text that goes to the model after the messages of a conversation. */
  public static final Rule QUESTION =
      new Rule(
          Field.USER_QUERY,
          FieldRules::isText,
          Stream.concat(QUESTION_NAMES.stream(), Stream.of("prompt", "message", "input")).toList());

  private static final Rule MODEL =
      new Rule(Field.MODEL, FieldRules::isModel, "model", "modelname", "modelid");
  private static final Rule TOP_K = new Rule(Field.TOP_K, FieldRules::isNumber, COUNT_NAMES);
  private static final Rule QUERY =
      new Rule(
          Field.QUERY,
          FieldRules::isQuery,
          "query",
          "question",
          "searchquery",
          "userquery",
          "userquestion",
          "querytext",
          "searchtext",
          "searchterm",
          "q",
          "text",
          "prompt",
          "input");
  private static final Rule CANDIDATES =
      new Rule(
          Field.DOCUMENTS,
          FieldRules::isList,
          "documents",
          "candidates",
          "docs",
          "chunks",
          "passages",
          "results",
          "contents",
          "texts",
          "hits",
          "segments",
          "nodes");

  private static final Map<SpanType, List<Rule>> RULES = rules();

  private FieldRules() {}

  private static Map<SpanType, List<Rule>> rules() {
    Map<SpanType, List<Rule>> rules = new EnumMap<>(SpanType.class);
    rules.put(SpanType.GENERATION, ofGeneration());
    rules.put(
        SpanType.EMBEDDING,
        List.of(
            MODEL,
            new Rule(
                Field.PROMPT,
                type -> !isNumber(type),
                "texts",
                "text",
                "inputs",
                "input",
                "documents",
                "chunks",
                "passages",
                "sentences",
                "segments",
                "document",
                "content",
                "query",
                "question")));
    rules.put(SpanType.RETRIEVER, List.of(QUERY, TOP_K));
    rules.put(
        SpanType.RERANKER,
        List.of(
            QUERY,
            CANDIDATES,
            TOP_K,
            new Rule(Field.RERANKING_MODEL, FieldRules::isModel, "model", "modelname")));
    rules.put(
        SpanType.TOOL,
        List.of(
            new Rule(Field.TOOL_CALL_ID, FieldRules::isText, "toolcallid", "toolexecutionid"),
            new Rule(Field.TOOL_NAME, FieldRules::isText, "toolname"),
            new Rule(Field.TOOL_ARGUMENTS, type -> !isNumber(type), "toolinput", "toolarguments"),
            new Rule(
                Field.TOOL_ARGUMENTS,
                type -> isObject(type) || Map.class.isAssignableFrom(type),
                "arguments",
                "args",
                "toolargs")));
    rules.put(
        SpanType.AGENT,
        List.of(
            new Rule(Field.AGENT_NAME, FieldRules::isText, "agentname"),
            new Rule(Field.AGENT_VERSION, FieldRules::isText, "agentversion")));
    rules.put(
        SpanType.PROMPT,
        List.of(new Rule(Field.PROMPT, FieldRules::isText, "template", "prompttemplate")));
    return rules;
  }

  private static List<Rule> ofGeneration() {
    return List.of(
        MODEL,
        new Rule(Field.PROVIDER, FieldRules::isText, "provider"),
        new Rule(
            Field.SYSTEM_PROMPT,
            FieldRules::isText,
            "systemprompt",
            "systemmessage",
            "system",
            "systeminstruction",
            "systeminstructions",
            "instructions"),
        new Rule(
            Field.PROMPT,
            type -> !isNumber(type),
            "messages",
            "contents",
            "prompt",
            "request",
            "params",
            "usermessage",
            "userprompt",
            "question",
            "query",
            "userquery",
            "userquestion",
            "userinput",
            "input",
            "message",
            "text"),
        new Rule(Field.USER_QUERY, FieldRules::isText, QUESTION_NAMES),
        new Rule(Field.CONTEXT, type -> isText(type) || isList(type), "context", "contexts"),
        new Rule(Field.DOCUMENTS, FieldRules::isList, CANDIDATES.names()),
        new Rule(Field.TEMPERATURE, FieldRules::isNumber, "temperature"),
        new Rule(
            Field.MAX_TOKENS,
            FieldRules::isNumber,
            "maxtokens",
            "maxoutputtokens",
            "maxcompletiontokens"),
        new Rule(Field.TOP_P, FieldRules::isNumber, "topp"),
        new Rule(Field.TOP_K, FieldRules::isNumber, "topk"));
  }

  /** Returns the rules for the parameters of spans of a type, the most important first. */
  public static List<Rule> of(SpanType type) {
    return RULES.getOrDefault(type, List.of());
  }

  /** Returns a parameter's name as rules have it. */
  public static String nameOf(String parameter) {
    return parameter.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Returns the path to the text of a query; null for a type that is not known. */
  public static @Nullable String pathToQuery(Class<?> type) {
    String known = QUERIES.get(type.getName());
    return known == null && isObject(type) ? property(QUERY_NAMES, type) : known;
  }

  /** Returns the path to the number of results that an object asks for; null for none. */
  public static @Nullable String pathToCount(Class<?> type) {
    String known = COUNTS.get(type.getName());
    return known == null && isObject(type) ? property(COUNT_NAMES, type) : known;
  }

  /** Returns the path to the documents that an object asks to be ranked; null for none. */
  public static @Nullable String pathToCandidates(Class<?> type) {
    return isObject(type) ? property(CANDIDATES.names(), type) : null;
  }

  private static @Nullable String property(List<String> names, Class<?> type) {
    Set<String> known = TypeView.of(type).names();
    for (String name : names) {
      for (String each : known) {
        if (nameOf(each).equals(name)) {
          return each;
        }
      }
    }
    return null;
  }

  private static boolean isObject(Class<?> type) {
    return type.getClassLoader() != null && !type.isEnum() && !isText(type) && !isList(type);
  }

  /** Returns the class of a list's elements; null for any other type. */
  public static @Nullable Class<?> elementOf(Type type) {
    if (type instanceof Class<?> array) {
      return array.getComponentType();
    }
    boolean isList =
        type instanceof ParameterizedType list
            && list.getRawType() instanceof Class<?> raw
            && Iterable.class.isAssignableFrom(raw)
            && list.getActualTypeArguments().length == 1;
    if (!isList) {
      return null;
    }
    Type held = ((ParameterizedType) type).getActualTypeArguments()[0];
    if (held instanceof WildcardType wildcard) {
      held = wildcard.getUpperBounds()[0];
    }
    if (held instanceof ParameterizedType generic) {
      held = generic.getRawType();
    }
    return held instanceof Class<?> known ? known : null;
  }

  /** Tells whether values of the class are messages. */
  public static boolean isMessage(Class<?> type) {
    Set<String> names = TypeView.of(type).names();
    boolean hasShape =
        names.contains("role")
            && (names.contains("content") || names.contains("text") || names.contains("parts"));
    return hasShape || isOneOf(MESSAGE_TYPES, type);
  }

  /** Tells whether values of the class are all that is asked of a model. */
  public static boolean isRequest(Class<?> type) {
    Set<String> names = TypeView.of(type).names();
    boolean hasShape =
        names.contains("messages")
            && (names.contains("model")
                || names.contains("modelName")
                || names.contains("temperature")
                || names.contains("maxTokens"));
    return hasShape || isOneOf(REQUEST_TYPES, type);
  }

  /** Tells whether values of the class are documents. */
  public static boolean isDocument(Class<?> type) {
    Set<String> names = TypeView.of(type).names();
    boolean hasText = names.contains("text") || names.contains("content");
    boolean hasShape = hasText && (names.contains("id") || names.contains("score"));
    return hasShape || isOneOf(DOCUMENT_TYPES, type);
  }

  /** Tells whether values of the class ask for a tool to be executed. */
  public static boolean isToolCall(Class<?> type) {
    Set<String> names = TypeView.of(type).names();
    return (names.contains("name") && names.contains("arguments"))
        || isOneOf(TOOL_CALL_TYPES, type);
  }

  private static boolean isOneOf(Set<String> known, Class<?> type) {
    return Ancestors.of(type).stream().anyMatch(each -> known.contains(each.getName()));
  }

  private static boolean isModel(Class<?> type) {
    return isText(type) || MODEL_TYPES.contains(type.getName());
  }

  private static boolean isText(Class<?> type) {
    return CharSequence.class.isAssignableFrom(type);
  }

  private static boolean isNumber(Class<?> type) {
    return Number.class.isAssignableFrom(type) || NUMBERS.contains(type.getName());
  }

  private static boolean isQuery(Class<?> type) {
    return isText(type) || pathToQuery(type) != null;
  }

  /** Tells whether values of the class are lists, be they of another library. */
  public static boolean isList(Class<?> type) {
    return type.isArray()
        || Iterable.class.isAssignableFrom(type) && !Path.class.isAssignableFrom(type);
  }
}
