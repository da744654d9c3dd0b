package dev.raglan.internal.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts in attributes, parsed back, and the bodies of requests. Trees are maps, lists, texts,
 * numbers and booleans.
 */
public final class JsonText {

  /** Receivers refuse JSON that is deeper than some hundreds. */
  static final int MAX_DEPTH = 200;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private JsonText() {}

  /** Returns the object or array that the text holds; the text itself if it holds neither. */
  public static Object parse(String text) {
    Object tree = structured(text);
    return tree == null ? text : tree;
  }

  /** Returns the object that the text holds; null if it holds none. */
  @SuppressWarnings("unchecked") // The keys of JSON are texts.
  public static @Nullable Map<String, @Nullable Object> object(@Nullable String text) {
    Object tree = text == null ? null : structured(text);
    return tree instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : null;
  }

  /** Returns the array that the text holds; null if it holds none. */
  public static @Nullable List<?> array(@Nullable String text) {
    return text != null && structured(text) instanceof List<?> list ? list : null;
  }

  private static @Nullable Object structured(String text) {
    String start = text.length() > 16 ? text.substring(0, 16).strip() : text.strip();
    if (start.isEmpty() || (start.charAt(0) != '{' && start.charAt(0) != '[')) {
      return null;
    }
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  /** Returns true if the text is a JSON value. */
  public static boolean isJson(String text) {
    try {
      return MAPPER.readTree(text).getNodeType()
          != com.fasterxml.jackson.databind.node.JsonNodeType.MISSING;
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }

  /** Returns what an answer's body holds; an empty map if it holds no object. */
  public static Map<String, @Nullable Object> answer(byte[] body) {
    Map<String, @Nullable Object> object = object(new String(body, StandardCharsets.UTF_8));
    return object == null ? new LinkedHashMap<>() : object;
  }

  /** Returns the tree as text. */
  public static String write(Object tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the tree in UTF-8; a half of a surrogate pair becomes a question mark. */
  public static byte[] bytes(Object tree) {
    return write(tree).getBytes(StandardCharsets.UTF_8);
  }

  /** Puts a value that is not null, nor an empty map, list or text, nor an infinite number. */
  public static void put(Map<String, Object> into, String key, @Nullable Object value) {
    boolean empty =
        value == null
            || (value instanceof Map<?, ?> map && map.isEmpty())
            || (value instanceof List<?> list && list.isEmpty())
            || (value instanceof String text && text.isEmpty())
            || (value instanceof Double number && !Double.isFinite(number));
    if (!empty) {
      into.put(key, value);
    }
  }
}
