package dev.raglan.internal.invoke;

import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.internal.type.TypeView;
import dev.raglan.model.SpanType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, once a method, which fields the parameters are that nobody bound: by their names, and
 * by the shape of the elements of a list. A name counts only with a type that fits it.
 */
final class InferredBindings {

  private static final Set<String> NUMBERS =
      Set.of("int", "long", "double", "float", "short", "byte");

  /** Types of a query that has its text beside other things. */
  private static final Set<String> QUERIES =
      Set.of("dev.langchain4j.rag.query.Query", "org.springframework.ai.rag.Query");

  /**
   * A rule: names, the best first, of parameters that are the field.
   *
   * @param fits tells whether a parameter of the class can be the field
   */
  private record Rule(Field field, Predicate<Class<?>> fits, List<String> names) {

    Rule(Field field, Predicate<Class<?>> fits, String... names) {
      this(field, fits, List.of(names));
    }
  }

  /** A parameter that is a field; the path leads to it inside the argument. */
  record Inferred(int index, Field field, String path) {}

  private static final Rule MODEL =
      new Rule(Field.MODEL, InferredBindings::isText, "model", "modelname", "modelid");
  private static final Rule TOP_K =
      new Rule(
          Field.TOP_K,
          InferredBindings::isNumber,
          "topk",
          "topn",
          "k",
          "limit",
          "maxresults",
          "keep");
  private static final Rule QUERY =
      new Rule(
          Field.QUERY, InferredBindings::isQuery, "query", "question", "searchquery", "q", "text");

  private static final List<Rule> OF_GENERATION =
      List.of(
          MODEL,
          new Rule(Field.PROVIDER, InferredBindings::isText, "provider"),
          new Rule(
              Field.SYSTEM_PROMPT,
              InferredBindings::isText,
              "systemprompt",
              "systemmessage",
              "system"),
          new Rule(
              Field.PROMPT,
              type -> !isNumber(type),
              "messages",
              "contents",
              "prompt",
              "request",
              "params",
              "usermessage",
              "question",
              "query",
              "input"),
          new Rule(Field.USER_QUERY, InferredBindings::isText, "question", "query", "userquery"),
          new Rule(Field.TEMPERATURE, InferredBindings::isNumber, "temperature"),
          new Rule(
              Field.MAX_TOKENS,
              InferredBindings::isNumber,
              "maxtokens",
              "maxoutputtokens",
              "maxcompletiontokens"),
          new Rule(Field.TOP_P, InferredBindings::isNumber, "topp"),
          new Rule(Field.TOP_K, InferredBindings::isNumber, "topk"));

  private static final List<Rule> OF_EMBEDDING =
      List.of(
          MODEL,
          new Rule(
              Field.PROMPT,
              type -> !isNumber(type),
              "texts",
              "text",
              "inputs",
              "input",
              "documents"));

  private static final List<Rule> OF_RETRIEVER = List.of(QUERY, TOP_K);

  private static final List<Rule> OF_RERANKER =
      List.of(
          QUERY,
          new Rule(
              Field.DOCUMENTS,
              InferredBindings::isList,
              "documents",
              "candidates",
              "docs",
              "chunks",
              "passages",
              "results"),
          TOP_K,
          new Rule(Field.RERANKING_MODEL, InferredBindings::isText, "model", "modelname"));

  private static final List<Rule> OF_TOOL =
      List.of(
          new Rule(Field.TOOL_CALL_ID, InferredBindings::isText, "toolcallid", "toolexecutionid"));

  private static final List<Rule> OF_AGENT =
      List.of(
          new Rule(Field.AGENT_NAME, InferredBindings::isText, "agentname"),
          new Rule(Field.AGENT_VERSION, InferredBindings::isText, "agentversion"));

  private final TracedMethod traced;
  private final Set<Field> taken;
  private final Map<Field, Inferred> found = new EnumMap<>(Field.class);

  private InferredBindings(TracedMethod traced, Set<Field> bound) {
    this.traced = traced;
    this.taken = bound.isEmpty() ? EnumSet.noneOf(Field.class) : EnumSet.copyOf(bound);
    Generation declared = traced.generation();
    if (declared != null && !declared.model().isEmpty()) {
      taken.add(Field.MODEL);
    }
    if (declared != null && !declared.provider().isEmpty()) {
      taken.add(Field.PROVIDER);
    }
  }

  /**
   * Returns the parameters of a method that are fields.
   *
   * @param bound the fields that are bound by annotations, which win
   */
  static Collection<Inferred> of(TracedMethod traced, SpanType type, Set<Field> bound) {
    InferredBindings inferred = new InferredBindings(traced, bound);
    inferred.addAll(type);
    return List.copyOf(inferred.found.values());
  }

  private void addAll(SpanType type) {
    if (type == SpanType.GENERATION && traced.method().getParameterCount() > 1) {
      addList(Field.PROMPT, InferredBindings::isMessage);
    } else if (type == SpanType.RERANKER) {
      addList(Field.DOCUMENTS, InferredBindings::isDocument);
    }
    for (Rule rule : rules(type)) {
      if (!taken.contains(rule.field()) && !isOnlyPrompt(rule.field())) {
        addNamed(rule);
      }
    }
  }

  /** The only argument of a generation is its prompt in any case. */
  private boolean isOnlyPrompt(Field field) {
    return (field == Field.PROMPT || field == Field.USER_QUERY)
        && traced.method().getParameterCount() == 1;
  }

  private static List<Rule> rules(SpanType type) {
    return switch (type) {
      case GENERATION -> OF_GENERATION;
      case EMBEDDING -> OF_EMBEDDING;
      case RETRIEVER -> OF_RETRIEVER;
      case RERANKER -> OF_RERANKER;
      case TOOL -> OF_TOOL;
      case AGENT -> OF_AGENT;
      default -> List.of();
    };
  }

  private void addNamed(Rule rule) {
    Class<?>[] types = traced.method().getParameterTypes();
    for (String name : rule.names()) {
      for (int i = 0; i < types.length; i++) {
        boolean isNamed = name.equals(traced.parameterName(i).toLowerCase(Locale.ROOT));
        if (isNamed && rule.fits().test(types[i]) && isFree(i)) {
          add(i, rule.field(), QUERIES.contains(types[i].getName()) ? "text" : "");
          return;
        }
      }
    }
  }

  /** Returns true for a parameter that no annotation says anything about, and no rule before. */
  private boolean isFree(int index) {
    return traced.onParameter(index, Exclude.class) == null
        && traced.onParameter(index, Masked.class) == null
        && found.values().stream().noneMatch(each -> each.index() == index);
  }

  private void add(int index, Field field, String path) {
    taken.add(field);
    found.put(field, new Inferred(index, field, path));
  }

  private void addList(Field field, Predicate<Class<?>> element) {
    if (taken.contains(field)) {
      return;
    }
    Type[] types = traced.method().getGenericParameterTypes();
    for (int i = 0; i < types.length; i++) {
      Class<?> held = elementOf(types[i]);
      if (held != null && element.test(held) && isFree(i)) {
        add(i, field, "");
        return;
      }
    }
  }

  /** Returns the class of a list's elements; null for any other type. */
  private static @Nullable Class<?> elementOf(Type type) {
    if (type instanceof Class<?> array) {
      return array.getComponentType();
    }
    boolean isList =
        type instanceof ParameterizedType list
            && list.getRawType() instanceof Class<?> raw
            && Collection.class.isAssignableFrom(raw)
            && list.getActualTypeArguments().length == 1;
    if (!isList) {
      return null;
    }
    Type held = ((ParameterizedType) type).getActualTypeArguments()[0];
    if (held instanceof WildcardType wildcard) {
      held = wildcard.getUpperBounds()[0];
    }
    return held instanceof Class<?> known ? known : null;
  }

  private static boolean isMessage(Class<?> type) {
    Set<String> names = TypeView.of(type).names();
    return names.contains("role")
        && (names.contains("content") || names.contains("text") || names.contains("parts"));
  }

  private static boolean isDocument(Class<?> type) {
    Set<String> names = TypeView.of(type).names();
    boolean hasText = names.contains("text") || names.contains("content");
    return hasText && (names.contains("id") || names.contains("score"));
  }

  private static boolean isText(Class<?> type) {
    return CharSequence.class.isAssignableFrom(type);
  }

  private static boolean isNumber(Class<?> type) {
    return Number.class.isAssignableFrom(type) || NUMBERS.contains(type.getName());
  }

  private static boolean isQuery(Class<?> type) {
    return isText(type) || QUERIES.contains(type.getName());
  }

  private static boolean isList(Class<?> type) {
    return Collection.class.isAssignableFrom(type) || type.isArray();
  }
}
