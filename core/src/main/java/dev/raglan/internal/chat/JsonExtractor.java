package dev.raglan.internal.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.read.ConvertedChunks;
import dev.raglan.internal.read.Limits;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON in the form of OpenAI or Anthropic: JSON trees, maps, and texts that begin like an
 * object or array.
 */
public final class JsonExtractor implements ResultExtractor {

  /** Made when a text looks like JSON for the first time: most values never need it. */
  private static final class Parser {

    private static final JsonMapper JSON = new JsonMapper();
  }

  private final Shapes shapes;
  private final ListExtractor lists;

  public JsonExtractor(Shapes shapes, ListExtractor lists) {
    this.shapes = shapes;
    this.lists = lists;
  }

  @Override
  public boolean supports(Class<?> type) {
    return JsonNode.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type)
        || type == String.class;
  }

  @Override
  public Extraction extract(Object value) {
    Object tree = tree(value);
    if (tree == null) {
      return Extraction.NONE;
    }
    return tree instanceof JsonNode node && node.isArray() ? lists.read(node) : shapes.read(tree);
  }

  @Override
  public @Nullable ChunkReader chunks(Object first) {
    Object tree = tree(first);
    ChunkReader reader = tree == null ? null : shapes.chunks(shapes.of(tree));
    return reader == null ? null : new ConvertedChunks(reader, JsonExtractor::tree);
  }

  /** Returns the value as a tree or a map; null for a text that is not JSON. */
  private static @Nullable Object tree(Object value) {
    return value instanceof String text ? parsed(text) : value;
  }

  private static @Nullable JsonNode parsed(String text) {
    if (!beginsLikeJson(text)) {
      return null;
    }
    try {
      return text.length() > Limits.JSON_TEXT
          ? LongJson.tree(Parser.JSON, text)
          : Parser.JSON.readTree(text);
    } catch (IOException noJson) {
      return null;
    }
  }

  private static boolean beginsLikeJson(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
  }
}
