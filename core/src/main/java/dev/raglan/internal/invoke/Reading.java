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
 */
record Reading(@Nullable BoundParameter input, boolean output, ContentGate gate) {

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
      ContentGate gate) {
    boolean output = Extractors.readResultsOf(type);
    BoundParameter input =
        switch (type) {
          case GENERATION, EMBEDDING -> prompt(bound, captured);
          case RERANKER -> boundTo(Field.DOCUMENTS, bound);
          default -> null;
        };
    return new Reading(input, output, gate);
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

  /** Reads the input. */
  Extraction input(@Nullable Object[] arguments, Extractors extractors) {
    if (input == null) {
      return Extraction.NONE;
    }
    return gate.admitted(extractors.extract(input.find(arguments)), gate.input());
  }

  /**
   * Returns bindings with the settings of the request that the input is, where none is bound yet.
   *
   * @param known the facts that the annotation states of the generation; null for none
   */
  Bindings settings(
      @Nullable Object[] arguments,
      Bindings bound,
      @Nullable GenerationDescription known,
      Extractors extractors,
      ValueReader values) {
    if (input == null || known == null) {
      return bound;
    }
    Map<String, Object> settings = new LinkedHashMap<>(extractors.settings(input.find(arguments)));
    if (settings.isEmpty()) {
      return bound;
    }
    if (known.model() != null) {
      settings.remove("model");
    }
    Bindings bindings = bound == Bindings.NONE ? new Bindings() : bound;
    FIELDS.forEach((name, field) -> bind(field, settings.remove(name), bindings, values));
    bind(Field.MODEL_OPTIONS, settings.isEmpty() ? null : settings, bindings, values);
    return bindings;
  }

  private void bind(Field field, @Nullable Object value, Bindings bindings, ValueReader values) {
    if (value != null && bindings.get(field) == null) {
      bindings.put(field, gate.kept(field, value, gate.input(), values));
    }
  }

  /** Reads the result. */
  Extraction output(@Nullable Object result, Extractors extractors) {
    return output ? disclosed(extractors.extract(result)) : Extraction.NONE;
  }

  /** Returns the part of an extraction of the result that may be recorded. */
  Extraction disclosed(Extraction read) {
    return gate.admitted(read, gate.output());
  }
}
