package dev.raglan.internal.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** Reads JSON texts as trees. */
public final class JsonTree {

  /** What follows a value would be lost, so then it is no JSON. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonTree() {}

  /** The object or array that the text is; null if it is neither. */
  public static @Nullable JsonNode of(@Nullable String text) {
    if (text == null || !looksStructured(text)) {
      return null;
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  /** The object or array that the text is, else the text. */
  public static Object orText(String text) {
    JsonNode tree = of(text);
    return tree == null ? text : tree;
  }

  /** Whether the text begins like a JSON object or array. */
  public static boolean looksStructured(String text) {
    String start = text.length() > 16 ? text.substring(0, 16).strip() : text.strip();
    return !start.isEmpty() && (start.charAt(0) == '{' || start.charAt(0) == '[');
  }
}
