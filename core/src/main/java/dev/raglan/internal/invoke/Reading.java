package dev.raglan.internal.invoke;

import dev.raglan.annotation.Field;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.capture.ValueReader;
import dev.raglan.internal.invoke.MethodPlan.BoundParameter;
import dev.raglan.internal.invoke.MethodPlan.CapturedParameters;
import dev.raglan.internal.invoke.MethodPlan.Target;
import dev.raglan.internal.read.Extractors;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Extraction;
import dev.raglan.model.SpanType;
import dev.raglan.spi.SpanDescription.GenerationDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a method's arguments and result that extractors read.
 *
 * @param input the argument that holds messages to a model, or documents to be reordered; null if
 *     none does, or input is not captured
 * @param output true if the result holds a model's answer, documents or embeddings
 * @param gate decides what is kept of what is read
 * @param extractors read values
 * @param values takes snapshots of them
 */
record Reading(
    @Nullable BoundParameter input,
    boolean output,
    ContentGate gate,
    Extractors extractors,
    ValueReader values) {

  private static final PropertyPath WHOLE = PropertyPath.parse("");

  /** Fields of settings, by their names on the wire. */
  private static final Map<String, Field> FIELDS =
      Map.of(
          "model", Field.MODEL,
          "temperature", Field.TEMPERATURE,
          "max_tokens", Field.MAX_TOKENS,
          "top_p", Field.TOP_P,
          "top_k", Field.TOP_K,
          "stop", Field.STOP,
          "seed", Field.SEED,
          "tools", Field.TOOLS,
          "tool_choice", Field.TOOL_CHOICE);

  /** Returns the parts that are read of spans of the type. */
  static Reading of(
      SpanType type,
      List<BoundParameter> bound,
      @Nullable CapturedParameters captured,
      ContentGate gate,
      Extractors extractors,
      ValueReader values) {
    boolean output = Extractors.readResultsOf(type);
    BoundParameter input =
        switch (type) {
          case GENERATION, EMBEDDING -> prompt(bound, captured);
          case RERANKER -> boundTo(Field.DOCUMENTS, bound);
          default -> null;
        };
    return new Reading(input, output, gate, extractors, values);
  }

  /** Returns the argument that is bound as the prompt, else the only one; null for neither. */
  private static @Nullable BoundParameter prompt(
      List<BoundParameter> bound, @Nullable CapturedParameters captured) {
    BoundParameter prompt = boundTo(Field.PROMPT, bound);
    if (prompt != null || captured == null || captured.indexes().length != 1) {
      return prompt;
    }
    return captured.substitutes()[0] != null
        ? null
        : new BoundParameter(captured.indexes()[0], WHOLE, false, new Target.OfField(Field.PROMPT));
  }

  private static @Nullable BoundParameter boundTo(Field field, List<BoundParameter> bound) {
    return bound.stream()
        .filter(each -> each.target().equals(new Target.OfField(field)) && !each.masked())
        .findFirst()
        .orElse(null);
  }

  /** Returns the value that is read of the arguments; null for none. */
  @Nullable Object found(@Nullable Object[] arguments) {
    return input == null ? null : input.find(arguments);
  }

  /** Reads the input. */
  Extraction input(@Nullable Object found) {
    return found == null ? Extraction.NONE : gate.admitted(extractors.extract(found), gate.input());
  }

  /**
   * Returns bindings with the settings of the request that the input is, where none is bound yet.
   *
   * @param known the facts that the annotation states of the generation; null for none
   */
  Bindings settings(@Nullable Object found, Bindings bound, @Nullable GenerationDescription known) {
    if (found == null || known == null) {
      return bound;
    }
    Map<String, Object> settings = new LinkedHashMap<>(extractors.settings(found));
    if (settings.isEmpty()) {
      return bound;
    }
    if (known.model() != null) {
      settings.remove("model");
    }
    Bindings bindings = bound.copy();
    FIELDS.forEach((name, field) -> bind(field, settings.remove(name), bindings));
    bind(Field.MODEL_OPTIONS, settings.isEmpty() ? null : settings, bindings);
    return bindings;
  }

  private void bind(Field field, @Nullable Object value, Bindings bindings) {
    if (value != null && bindings.get(field) == null) {
      bindings.put(field, gate.kept(field, value, gate.input(), values));
    }
  }

  /** Reads the result. */
  Extraction output(@Nullable Object result) {
    return output ? gate.admitted(extractors.extract(result), gate.output()) : Extraction.NONE;
  }
}
