package dev.raglan.trace;

import dev.raglan.annotation.Field;
import dev.raglan.model.SpanType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content that an update sets.
 *
 * @param type the type that the span becomes; null for no change
 * @param input null for no change
 * @param output null for no change
 * @param fields the fields to set
 */
record UpdatedContent(
    @Nullable SpanType type,
    @Nullable Object input,
    @Nullable Object output,
    Map<Field, Object> fields) {

  static final UpdatedContent NONE = new UpdatedContent(null, null, null, Map.of());

  private static final Map<String, Field> FIELDS =
      Map.of(
          "prompt", Field.PROMPT,
          "response", Field.RESPONSE,
          "model", Field.MODEL,
          "provider", Field.PROVIDER,
          "cost", Field.COST);

  /**
   * Returns the content that a map describes: its own entries, and those of its {@code content}.
   */
  static UpdatedContent of(Map<String, ? extends @Nullable Object> map) {
    UpdatedContent own = NONE.with(map, false);
    return map.get("content") instanceof Map<?, ?> content
        ? own.typed(String.valueOf(content.get("type"))).with(content, isOfModel(content))
        : own;
  }

  /** Tells Adaline's contents {@code Model} and {@code ModelStream}. */
  private static boolean isOfModel(Map<?, ?> content) {
    return String.valueOf(content.get("type")).startsWith("Model");
  }

  private UpdatedContent typed(String content) {
    return switch (content) {
      case "Model", "ModelStream" -> withType(SpanType.GENERATION);
      case "Embeddings" -> withType(SpanType.EMBEDDING);
      case "Function", "Tool" -> withType(SpanType.TOOL);
      case "Guardrail" -> withType(SpanType.GUARDRAIL);
      case "Retrieval" -> withType(SpanType.RETRIEVER);
      default -> this;
    };
  }

  private UpdatedContent with(Map<?, ?> map, boolean ofModel) {
    UpdatedContent all = this;
    for (Map.Entry<String, Field> each : FIELDS.entrySet()) {
      all = all.withField(each.getValue(), map.get(each.getKey()));
    }
    Object in = map.get("input");
    Object out = map.get("aggregateOutput");
    out = out == null ? map.get("output") : out;
    return ofModel
        ? all.withField(Field.PROMPT, in).withField(Field.RESPONSE, out)
        : all.withInput(in).withOutput(out);
  }

  UpdatedContent withType(SpanType newType) {
    return new UpdatedContent(newType, input, output, fields);
  }

  UpdatedContent withInput(@Nullable Object newInput) {
    return newInput == null ? this : new UpdatedContent(type, newInput, output, fields);
  }

  UpdatedContent withOutput(@Nullable Object newOutput) {
    return newOutput == null ? this : new UpdatedContent(type, input, newOutput, fields);
  }

  /** Adds a field; one of a generation makes the span a generation, unless it has another type. */
  UpdatedContent withField(Field field, @Nullable Object value) {
    if (value == null) {
      return this;
    }
    Map<Field, Object> all = new EnumMap<>(Field.class);
    all.putAll(fields);
    all.put(field, value);
    boolean ofGeneration = type == null && FIELDS.containsValue(field);
    return new UpdatedContent(
        ofGeneration ? SpanType.GENERATION : type, input, output, Collections.unmodifiableMap(all));
  }
}
