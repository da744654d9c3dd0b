package dev.raglan.internal.read;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON texts as trees. Objects that follow each other, a line each, are an array of them. */
public final class JsonLines {

  private static final JsonMapper JSON = new JsonMapper();

  /** As many as a stream has chunks that are read. */
  private static final int MOST_LINES = 16_384;

  private JsonLines() {}

  /** A reader of values that follow each other. */
  interface Values {

    /** Returns the value that begins at the current token. */
    JsonNode next() throws IOException;
  }

  /** Returns the tree of a text, which is bounded if the text is long; null if it is not JSON. */
  public static @Nullable JsonNode tree(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        return null;
      }
      Values values =
          text.length() > Limits.JSON_TEXT ? LongJson.values(parser) : () -> JSON.readTree(parser);
      JsonNode first = values.next();
      return first.isObject() && begins(parser) ? lines(first, values, parser) : first;
    } catch (IOException noJson) {
      return null;
    }
  }

  /** Tells whether another object begins; whatever else follows is not looked at. */
  private static boolean begins(JsonParser parser) {
    try {
      return parser.nextToken() == JsonToken.START_OBJECT;
    } catch (IOException noJson) {
      return false;
    }
  }

  /** Reads the other lines; the last one may be cut. */
  private static ArrayNode lines(JsonNode first, Values values, JsonParser parser) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode().add(first);
    try {
      do {
        all.add(values.next());
      } while (all.size() < MOST_LINES && begins(parser));
    } catch (IOException cut) {
      return all;
    }
    return all;
  }
}
