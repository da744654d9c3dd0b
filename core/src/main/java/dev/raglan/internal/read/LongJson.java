package dev.raglan.internal.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads a long JSON text into a tree of bounded size. Objects keep all their members, so that a
 * usage at the end is found; once the tree is full, elements of arrays are null and texts are cut.
 * Deep inside, members of objects are left out then.
 */
final class LongJson {

  private static final int MOST_NODES = 1 << 16;
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int SHORT = 256;
  private static final int DEEPEST = 64;

  /** The depth of objects that a usage may stand in. */
  private static final int SHALLOW = 4;

  private final JsonParser parser;
  private int nodes = MOST_NODES;
  private int characters = MOST_CHARACTERS;

  private LongJson(JsonParser parser) {
    this.parser = parser;
  }

  /** Returns a reader of the values that begin at the parser's current token, one after another. */
  static JsonLines.Values values(JsonParser parser) {
    LongJson json = new LongJson(parser);
    return () -> json.value(0);
  }

  private JsonNode value(int depth) throws IOException {
    nodes--;
    JsonNodeFactory node = JsonNodeFactory.instance;
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(node.objectNode(), depth);
      case START_ARRAY -> array(node.arrayNode(), depth);
      case VALUE_STRING -> node.textNode(text());
      case VALUE_NUMBER_INT -> node.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> node.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> node.booleanNode(true);
      case VALUE_FALSE -> node.booleanNode(false);
      default -> node.nullNode();
    };
  }

  private String text() throws IOException {
    int length = parser.getTextLength();
    int most = Math.max(SHORT, characters);
    characters -= Math.min(length, most);
    String text = parser.getText();
    return length <= most ? text : text.substring(0, most - splits(text, most));
  }

  private static int splits(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at - 1)) ? 1 : 0;
  }

  private JsonNode object(ObjectNode object, int depth) throws IOException {
    if (depth > DEEPEST) {
      parser.skipChildren();
      return object;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (nodes > 0 || depth < SHALLOW) {
        object.set(name, value(depth + 1));
      } else {
        parser.skipChildren();
      }
    }
    return object;
  }

  private JsonNode array(ArrayNode array, int depth) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (nodes > 0 && depth <= DEEPEST) {
        array.add(value(depth + 1));
      } else {
        array.addNull();
        parser.skipChildren();
      }
    }
    return array;
  }
}
