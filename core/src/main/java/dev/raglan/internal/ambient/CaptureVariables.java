package dev.raglan.internal.ambient;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables of OpenTelemetry and OpenInference that say what is captured; a blank
 * one counts as not set. A variable that hides a part of a side, input or output, hides that side.
 * Immutable.
 */
public final class CaptureVariables {

  private static final String CONTENT = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
  private static final String HIDE = "OPENINFERENCE_HIDE_";

  private static final List<String> INPUT =
      List.of(
          "INPUTS",
          "INPUT_MESSAGES",
          "INPUT_TEXT",
          "INPUT_IMAGES",
          "PROMPTS",
          "LLM_PROMPTS",
          "LLM_TOOLS",
          "EMBEDDINGS_TEXT");
  private static final List<String> OUTPUT =
      List.of("OUTPUTS", "OUTPUT_MESSAGES", "OUTPUT_TEXT", "CHOICES");

  /** The words by which content is captured on spans, and those by which it is not. */
  private static final Set<String> KEPT = Set.of("true", "span_only", "span_and_event");

  private static final Set<String> LEFT_OUT = Set.of("false", "no_content", "event_only");

  private final UnaryOperator<@Nullable String> variables;

  /**
   * Reads variables.
   *
   * @param variables returns the value of a variable, such as {@link System#getenv(String)}; null
   *     if it is not set
   */
  public CaptureVariables(UnaryOperator<@Nullable String> variables) {
    this.variables = variables;
  }

  /**
   * Returns true unless a variable says that input is not captured.
   *
   * @throws IllegalArgumentException if the value of a variable is not valid
   */
  public boolean input() {
    return keepsContent() & keeps(INPUT);
  }

  /**
   * Returns true unless a variable says that output is not captured.
   *
   * @throws IllegalArgumentException if the value of a variable is not valid
   */
  public boolean output() {
    return keepsContent() & keeps(OUTPUT);
  }

  private boolean keepsContent() {
    String value = value(CONTENT);
    if (value == null || KEPT.contains(value)) {
      return true;
    }
    if (LEFT_OUT.contains(value)) {
      return false;
    }
    throw invalid(CONTENT, value, "true, false, span_only, event_only, span_and_event, no_content");
  }

  private boolean keeps(List<String> names) {
    boolean hidden = false;
    for (String name : names) {
      String value = value(HIDE + name);
      if (value != null && !value.equals("true") && !value.equals("false")) {
        throw invalid(HIDE + name, value, "true, false");
      }
      hidden |= "true".equals(value);
    }
    return !hidden;
  }

  private @Nullable String value(String name) {
    String value = variables.apply(name);
    return value == null || value.isBlank() ? null : value.strip().toLowerCase(Locale.ROOT);
  }

  private static IllegalArgumentException invalid(String name, String value, String expected) {
    String shown = value.length() > 32 ? value.substring(0, 32) + "…" : value;
    return new IllegalArgumentException(
        name + ": '" + shown + "' is not one of its values; expected one of " + expected);
  }
}
