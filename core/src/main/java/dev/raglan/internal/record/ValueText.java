package dev.raglan.internal.record;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.type.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as text or JSON, bounded and redacted, at once: the application may change them
 * afterwards. Never throws.
 *
 * @param json what writes
 */
public record ValueText(JsonRenderer json) {

  /** The value as it is now: a {@link String}, or a {@link RawJson}; null for null. */
  public @Nullable Object frozen(@Nullable Object value) {
    if (value == null || value instanceof RawJson) {
      return value;
    }
    if (value instanceof CharSequence text) {
      return json.text(text);
    }
    return value instanceof Enum<?> constant ? constant.name() : new RawJson(json.json(value));
  }

  /** The value as text, or as JSON text; null for null. */
  public @Nullable String text(@Nullable Object value) {
    Object frozen = frozen(value);
    return frozen instanceof RawJson raw ? raw.json() : (String) frozen;
  }

  /** Whether the frozen value says nothing: there is none, or it is blank or an empty container. */
  static boolean isEmpty(@Nullable Object frozen) {
    if (frozen instanceof RawJson raw) {
      return switch (raw.json()) {
        case "", "null", "\"\"", "[]", "{}" -> true;
        default -> false;
      };
    }
    return frozen == null || frozen.toString().isBlank();
  }
}
