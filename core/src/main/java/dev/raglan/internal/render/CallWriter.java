package dev.raglan.internal.render;

import dev.raglan.internal.json.JsonRenderer;
import dev.raglan.internal.redact.RedactedTexts;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.ContentWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes for dialects with the writer of captured values.
 *
 * @param json writes text and JSON
 * @param values writes captured values
 */
record CallWriter(JsonRenderer json, AttributeWriter values) implements ContentWriter {

  /**
   * Returns a writer of one call, of which each text is redacted once.
   *
   * @param ofBatch the texts of the batch that the call belongs to
   */
  static CallWriter ofOneCall(JsonRenderer json, AttributeWriter values, RedactedTexts ofBatch) {
    JsonRenderer ofCall = json.ofOneCall(ofBatch);
    return new CallWriter(ofCall, values.ofOneCall(ofCall));
  }

  @Override
  public CaptureLimits limits() {
    return json.limits();
  }

  @Override
  public String text(CharSequence text) {
    return json.text(text);
  }

  @Override
  public String text(CharSequence text, int maxLength) {
    return json.text(text, maxLength);
  }

  @Override
  public String json(@Nullable Object value) {
    return json.json(value);
  }

  @Override
  public String json(@Nullable Object value, int maxLength) {
    return json.json(value, maxLength);
  }

  @Override
  public Object parse(String text) {
    return JsonTree.parse(text);
  }
}
