package dev.raglan.internal.record;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.render.AttributeWriter;
import dev.raglan.internal.type.RawJson;
import dev.raglan.spi.Content;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as text or JSON, bounded and redacted, at once: the application may change them
 * afterwards. Never throws.
 *
 * @param json writes values
 * @param writer writes them as attributes are written
 */
public record ValueText(JsonRenderer json, AttributeWriter writer) {

  /** Creates a writer with the limits and the redaction of the renderer. */
  public ValueText(JsonRenderer json) {
    this(json, new AttributeWriter(json));
  }

  /** Returns the value as it is now: a {@link String}, or a {@link RawJson}; null for null. */
  public @Nullable Object frozen(@Nullable Object value) {
    if (value == null || value instanceof RawJson) {
      return value;
    }
    Content written = writer.content(value);
    return written.json() ? new RawJson(written.value()) : written.value();
  }

  /** Returns the value as text, or as JSON text; null for null. */
  public @Nullable String text(@Nullable Object value) {
    Object frozen = frozen(value);
    return frozen instanceof RawJson raw ? raw.json() : (String) frozen;
  }
}
