package dev.raglan.internal.service.spansapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values as trees of JSON, and back. */
final class JsonTrees {

  /** Keeps every digit of a number. */
  static final JsonNodeFactory NODES = new JsonNodeFactory(true);

  private JsonTrees() {}

  /** Returns the tree of a value that {@link dev.raglan.client.StoredSpan} accepts. */
  static JsonNode tree(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, item) -> object.set(wellFormed((String) key), tree(item)));
      return object;
    }
    if (value instanceof List<?> items) {
      ArrayNode array = NODES.arrayNode(items.size());
      items.forEach(item -> array.add(tree(item)));
      return array;
    }
    return scalar(value);
  }

  private static JsonNode scalar(Object value) {
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof BigDecimal number) {
      return NODES.numberNode(number);
    }
    if (value instanceof BigInteger number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Double || value instanceof Float) {
      return NODES.numberNode(new BigDecimal(value.toString()));
    }
    if (value instanceof Number number) {
      return NODES.numberNode(number.longValue());
    }
    return NODES.textNode(wellFormed(value.toString()));
  }

  /** Returns the text with each half of a surrogate pair replaced, as UTF-8 cannot hold it. */
  static String wellFormed(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        out = out == null ? new StringBuilder(text) : out;
        out.setCharAt(i, '\ufffd');
      }
    }
    return out == null ? text : out.toString();
  }

  /** Returns the fields of an object, in order. */
  static Map<String, @Nullable Object> map(JsonNode object) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      map.put(field.getKey(), value(field.getValue()));
    }
    return map;
  }

  /** Returns the value of a tree; numbers keep every digit. */
  static @Nullable Object value(JsonNode tree) {
    if (tree.isObject()) {
      return map(tree);
    }
    if (tree.isArray()) {
      List<@Nullable Object> items = new ArrayList<>();
      tree.forEach(item -> items.add(value(item)));
      return items;
    }
    if (tree.isTextual()) {
      return tree.textValue();
    }
    if (tree.isBoolean()) {
      return tree.booleanValue();
    }
    if (tree.isBigDecimal()) {
      return number(tree.decimalValue());
    }
    return tree.isNumber() ? tree.numberValue() : null;
  }

  /** Returns a double if it is exactly the number. */
  private static Number number(BigDecimal decimal) {
    double number = decimal.doubleValue();
    boolean exact =
        Double.isFinite(number) && new BigDecimal(Double.toString(number)).compareTo(decimal) == 0;
    return exact ? (Number) number : (Number) decimal;
  }
}
