package dev.raglan.internal.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads JSON texts as plain values. */
final class JsonTree {

  /** A text with more behind the value is not JSON: the rest would be lost. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonTree() {}

  /**
   * Returns the object or array that the text holds, as maps, lists, texts, numbers and booleans;
   * the text itself if it holds neither.
   */
  static Object parse(String text) {
    if (!looksStructured(text)) {
      return text;
    }
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException notJson) {
      return text;
    }
  }

  /** Returns whether the text begins like a JSON object or array. */
  static boolean looksStructured(String text) {
    String start = text.length() > 16 ? text.substring(0, 16).strip() : text.strip();
    return !start.isEmpty() && (start.charAt(0) == '{' || start.charAt(0) == '[');
  }
}
