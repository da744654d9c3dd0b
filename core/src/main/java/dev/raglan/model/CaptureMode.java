package dev.raglan.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of a call that is kept, from everything to the least. What an earlier constant leaves
 * out, a later one leaves out too.
 */
public enum CaptureMode {
  /** Everything that {@link CapturePolicy} allows. */
  FULL,

  /**
   * Everything but what goes into tools and comes out of them: the arguments of tool calls, the
   * messages that answer them, the input and output of spans of type {@link SpanType#TOOL}. They
   * are kept as {@link #STRUCTURE} keeps them.
   */
  NO_TOOL_CONTENT,

  /**
   * No text: roles, kinds of parts, names of tools, lengths, counts, ids, tokens and cost. A text
   * is written as its length, any other value as its type; of an exception its class is kept.
   */
  STRUCTURE,

  /**
   * Nothing of arguments, results, messages and documents: the span with its name, times, status
   * and trace context, the model, ids, tokens and cost.
   */
  NONE;

  /** Returns the one of the two that keeps less. */
  public CaptureMode stricter(CaptureMode other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Returns true if text that the application's users may have written is kept. */
  public boolean keepsText() {
    return this == FULL || this == NO_TOOL_CONTENT;
  }

  /** Returns the name as properties and attributes have it, such as {@code no-tool-content}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the mode of an id.
   *
   * @param id null, and an unknown one, is of no mode
   */
  public static @Nullable CaptureMode ofId(@Nullable String id) {
    for (CaptureMode mode : values()) {
      if (mode.id().equals(id)) {
        return mode;
      }
    }
    return null;
  }
}
