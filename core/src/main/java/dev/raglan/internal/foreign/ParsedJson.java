package dev.raglan.internal.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** The reader of JSON that a client holds as text. */
final class ParsedJson {

  private static final JsonMapper MAPPER = new JsonMapper();

  private ParsedJson() {}

  /** Returns maps, lists and scalars; null for a text that is not JSON. */
  static @Nullable Object of(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException noJson) {
      return null;
    }
  }
}
