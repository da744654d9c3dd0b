package dev.raglan.internal.invoke;

import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.Masked;
import dev.raglan.internal.invoke.BoundValue.BoundParameter;
import dev.raglan.internal.read.FieldRules;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.SpanType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds out, once a method, which fields the parameters are that nobody bound, by {@link
 * FieldRules}.
 */
final class InferredBindings {

  /**
   * A parameter that is a field.
   *
   * @param path leads to it inside the argument
   * @param follows true for a text that goes to the model after the messages of the prompt
   */
  record Inferred(int index, Field field, String path, boolean follows) {

    BoundParameter bound() {
      return new BoundParameter(
          index, PropertyPath.parse(path), false, new BoundValue.Target.OfField(field));
    }
  }

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
      addMessages();
    } else if (type == SpanType.RERANKER) {
      addList(Field.DOCUMENTS, FieldRules::isDocument);
    }
    for (FieldRules.Rule rule : FieldRules.of(type)) {
      if (!taken.contains(rule.field()) && !isOnlyPrompt(rule.field())) {
        addNamed(rule);
      }
    }
    if (type == SpanType.RETRIEVER || type == SpanType.RERANKER) {
      addRequest(type);
    } else if (type == SpanType.TOOL) {
      addToolCall();
    }
  }

  /** Adds the name, the arguments and the id of a request to execute a tool. */
  private void addToolCall() {
    Class<?>[] types = traced.method().getParameterTypes();
    for (int i = 0; i < types.length && !taken.contains(Field.TOOL_ARGUMENTS); i++) {
      if (FieldRules.isToolCall(types[i]) && isFree(i)) {
        add(i, Field.TOOL_ARGUMENTS, "arguments");
        addIfFree(i, Field.TOOL_NAME, "name");
        addIfFree(i, Field.TOOL_CALL_ID, "id");
      }
    }
  }

  private void addIfFree(int index, Field field, String path) {
    if (!taken.contains(field)) {
      add(index, field, path);
    }
  }

  /** Adds a list of messages, and the question that is asked after them. */
  private void addMessages() {
    addOfType(Field.PROMPT, FieldRules::isRequest);
    addList(Field.PROMPT, FieldRules::isMessage);
    if (!taken.contains(Field.PROMPT)) {
      addNamed(FieldRules.MESSAGES);
    }
    if (found.containsKey(Field.PROMPT) && !taken.contains(Field.USER_QUERY)) {
      addNamed(FieldRules.QUESTION);
    }
  }

  /** Adds what an object asks for: its query, the number of results, and what is to be ranked. */
  private void addRequest(SpanType type) {
    Class<?>[] types = traced.method().getParameterTypes();
    for (int i = 0; i < types.length && !taken.contains(Field.QUERY); i++) {
      String path = FieldRules.pathToQuery(types[i]);
      if (path != null && isFree(i)) {
        add(i, Field.QUERY, path);
      }
    }
    Inferred query = found.get(Field.QUERY);
    if (query != null && !query.path().isEmpty() && !taken.contains(Field.TOP_K)) {
      String path = FieldRules.pathToCount(types[query.index()]);
      if (path != null) {
        add(query.index(), Field.TOP_K, path);
      }
    }
    boolean ranks = type == SpanType.RERANKER && !taken.contains(Field.DOCUMENTS);
    if (ranks && query != null && !query.path().isEmpty()) {
      String path = FieldRules.pathToCandidates(types[query.index()]);
      if (path != null) {
        add(query.index(), Field.DOCUMENTS, path);
      }
    }
  }

  private void addOfType(Field field, Predicate<Class<?>> fits) {
    Class<?>[] types = traced.method().getParameterTypes();
    for (int i = 0; i < types.length && !taken.contains(field); i++) {
      if (fits.test(types[i]) && isFree(i)) {
        add(i, field, "");
      }
    }
  }

  /** The only argument of a generation is its prompt in any case. */
  private boolean isOnlyPrompt(Field field) {
    return (field == Field.PROMPT || field == Field.USER_QUERY)
        && traced.method().getParameterCount() == 1;
  }

  private void addNamed(FieldRules.Rule rule) {
    Class<?>[] types = traced.method().getParameterTypes();
    for (String name : rule.names()) {
      for (int i = 0; i < types.length; i++) {
        boolean isNamed = name.equals(FieldRules.nameOf(traced.parameterName(i)));
        if (isNamed && rule.fits().test(types[i]) && isFree(i)) {
          String path = rule.field() == Field.QUERY ? FieldRules.pathToQuery(types[i]) : null;
          add(i, rule.field(), path == null ? "" : path);
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
    boolean follows = field == Field.USER_QUERY && hasMessages();
    found.put(field, new Inferred(index, field, path, follows));
  }

  /** Returns true if the prompt is a list of messages. */
  private boolean hasMessages() {
    Inferred prompt = found.get(Field.PROMPT);
    return prompt != null && FieldRules.isList(traced.method().getParameterTypes()[prompt.index()]);
  }

  private void addList(Field field, Predicate<Class<?>> element) {
    if (taken.contains(field)) {
      return;
    }
    Type[] types = traced.method().getGenericParameterTypes();
    for (int i = 0; i < types.length; i++) {
      Class<?> held = FieldRules.elementOf(types[i]);
      if (held != null && element.test(held) && isFree(i)) {
        add(i, field, "");
        return;
      }
    }
  }
}
