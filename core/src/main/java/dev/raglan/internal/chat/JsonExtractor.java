package dev.raglan.internal.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.read.ConvertedChunks;
import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.ListElements;
import dev.raglan.internal.read.LongJson;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON in the form of OpenAI or Anthropic: JSON trees of any mapper, maps, messages of
 * Protobuf, and texts that begin like an object or array; and what containers hold.
 */
public final class JsonExtractor implements ResultExtractor {

  /** Holder of the parser, loaded when a text looks like JSON for the first time. */
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
        || PlainValues.areOf(type)
        || type == String.class;
  }

  @Override
  public Extraction extract(Object value) {
    Object tree = tree(value);
    if (tree == null) {
      return value instanceof String text ? events(text) : Extraction.NONE;
    }
    if (ListElements.isList(tree)) {
      return lists.read(tree);
    }
    boolean isOther = tree != value && !(tree instanceof Map<?, ?> || tree instanceof JsonNode);
    return isOther ? lists.readElement(tree) : shapes.read(tree);
  }

  private Extraction events(String text) {
    EventLines lines = EventLines.of(text, shapes, JsonExtractor::parsed);
    if (lines == null) {
      return Extraction.NONE;
    }
    lines.add(text);
    return lines.result();
  }

  @Override
  public Map<String, Object> settings(Object request) {
    Object tree = tree(request);
    return tree == null ? Map.of() : RequestSettings.of(shapes.of(tree));
  }

  @Override
  public @Nullable ChunkReader chunks(Object first) {
    EventLines lines =
        first instanceof String text ? EventLines.of(text, shapes, JsonExtractor::parsed) : null;
    if (lines != null) {
      return lines;
    }
    Object tree = tree(first);
    ChunkReader reader = tree == null ? null : shapes.chunks(shapes.of(tree));
    return reader == null ? null : new ConvertedChunks(reader, JsonExtractor::tree);
  }

  /** Returns the value as a tree or a map; null for a text that is not JSON. */
  private static @Nullable Object tree(Object value) {
    return value instanceof String text ? parsed(text) : PlainValues.of(value);
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
