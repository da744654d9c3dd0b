package dev.raglan.internal.service.adaline;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.AssembledTrace;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.SpanAttributes;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.OpenInference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a generation's prompt: those said on the span, else the arguments of the span
 * that composed the prompt before.
 */
final class AdalineVariables {

  private static final int MAX_NAME = 200;

  private AdalineVariables() {}

  /**
   * Returns the variables by their names; empty if none are known, or they do not fit.
   *
   * @param mostBytes the room that they have
   */
  static Map<String, Object> of(AssembledTrace trace, AssembledSpan generation, int mostBytes) {
    Map<String, Object> variables = new LinkedHashMap<>();
    Map<String, @Nullable Object> said = said(generation.attributes());
    Map<String, @Nullable Object> values = said == null ? composed(trace, generation) : said;
    values.forEach(
        (name, value) -> {
          if (value != null && !name.isBlank() && name.length() <= MAX_NAME) {
            variables.put(name, Map.of("modality", "text", "value", text(value)));
          }
        });
    boolean fits = JsonText.bytes(Map.of("variables", variables)).length <= mostBytes;
    return fits ? variables : Map.of();
  }

  private static String text(Object value) {
    return value instanceof String text ? text : JsonText.write(value);
  }

  private static @Nullable Map<String, @Nullable Object> said(SpanAttributes read) {
    return JsonText.object(read.get(OpenInference.LLM_PROMPT_TEMPLATE_VARIABLES));
  }

  /** Returns those of the last prompt before the call whose text is a part of the call's prompt. */
  private static Map<String, @Nullable Object> composed(
      AssembledTrace trace, AssembledSpan generation) {
    Object prompt = generation.attributes().prompt();
    String asked = prompt == null ? "" : JsonText.write(prompt);
    Map<String, @Nullable Object> last = Map.of();
    for (AssembledSpan span : trace.spans()) {
      SpanAttributes read = span.attributes();
      String text = read.output();
      if (read.type().equals(SpanType.PROMPT.id())
          && span.endNanos() <= generation.startNanos()
          && text != null
          && !text.isBlank()
          && asked.contains(quoted(text))) {
        Map<String, @Nullable Object> arguments = JsonText.object(read.input());
        last = arguments == null ? last : arguments;
      }
    }
    return last;
  }

  /** Returns the text as it stands within a JSON string. */
  private static String quoted(String text) {
    String json = JsonText.write(text);
    return json.substring(1, json.length() - 1);
  }
}
