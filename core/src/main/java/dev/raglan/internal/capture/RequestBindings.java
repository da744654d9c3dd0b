package dev.raglan.internal.capture;

import dev.raglan.annotation.Field;
import dev.raglan.spi.SpanDescription.GenerationDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of the request that is a generation's prompt, as values of fields. */
public final class RequestBindings {

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

  private RequestBindings() {}

  /**
   * Returns bindings with the settings where none is bound yet.
   *
   * @param settings by their names on the wire
   * @param known the facts that are stated of the generation; null if the span is none
   */
  public static Bindings with(
      Map<String, Object> settings,
      Bindings bound,
      @Nullable GenerationDescription known,
      ContentGate gate,
      ValueReader values) {
    if (settings.isEmpty() || known == null) {
      return bound;
    }
    Bindings all = bound.copy();
    Map<String, Object> others = null;
    for (Map.Entry<String, Object> setting : settings.entrySet()) {
      Field field = FIELDS.get(setting.getKey());
      if (field == null) {
        others = others == null ? new LinkedHashMap<>() : others;
        others.put(setting.getKey(), setting.getValue());
      } else if (field != Field.MODEL || known.model() == null) {
        bind(field, setting.getValue(), all, gate, values);
      }
    }
    bind(Field.MODEL_OPTIONS, others, all, gate, values);
    return all;
  }

  private static void bind(
      Field field,
      @Nullable Object value,
      Bindings bindings,
      ContentGate gate,
      ValueReader values) {
    if (value != null && bindings.get(field) == null) {
      bindings.put(field, gate.kept(field, value, gate.input(), values));
    }
  }
}
