package dev.raglan.internal.render;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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

  /** Returns the scalars of a JSON array, or a JSON scalar, as texts; empty if it is not JSON. */
  static List<String> texts(String json) {
    List<String> texts = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
          texts.add(parser.getText());
        }
      }
    } catch (IOException notJson) {
      texts.clear();
    }
    return texts;
  }

  /** Returns the texts of a JSON array of texts alone; empty if it is anything else. */
  static List<String> strings(String json) {
    return parse(json) instanceof List<?> all && all.stream().allMatch(String.class::isInstance)
        ? all.stream().map(String.class::cast).toList()
        : List.of();
  }

  /** Returns the text that a JSON string holds. */
  static String text(String json) {
    return String.join("", texts(json));
  }
}
