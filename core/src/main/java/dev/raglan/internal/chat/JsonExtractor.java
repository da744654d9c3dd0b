package dev.raglan.internal.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.read.ConvertedChunks;
import dev.raglan.internal.read.JsonLines;
import dev.raglan.internal.read.ListElements;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import dev.raglan.spi.ResultExtractor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON in the form of OpenAI or Anthropic: JSON trees of any mapper, maps, messages of
 * Protobuf, and texts that begin like an object or array; and what containers hold.
 */
public final class JsonExtractor implements ResultExtractor {

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
    Object plain = plain(value);
    Object tree = tree(plain);
    if (tree == null) {
      return plain instanceof String text ? events(text) : Extraction.NONE;
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
    EventLines events =
        first instanceof String text ? EventLines.of(text, shapes, JsonExtractor::parsed) : null;
    if (events != null) {
      return events;
    }
    Object tree = tree(first);
    Object begun = tree instanceof ArrayNode lines && !lines.isEmpty() ? lines.get(0) : tree;
    ChunkReader reader = begun == null ? null : shapes.chunks(shapes.of(begun));
    return reader == null ? null : new ConvertedChunks(reader, JsonExtractor::tree);
  }

  /** Returns what the value stands for, a text for one that holds a text alone. */
  private static @Nullable Object plain(Object value) {
    if (value instanceof JsonNode node && node.isValueNode()) {
      Object held = node instanceof POJONode object ? object.getPojo() : node.textValue();
      return held == null ? value : PlainValues.of(held);
    }
    return PlainValues.of(value);
  }

  /** Returns the value as a tree or a map; null for a text that is not JSON. */
  private static @Nullable Object tree(@Nullable Object value) {
    Object plain = value == null ? null : plain(value);
    return plain instanceof String text ? parsed(text) : plain;
  }

  private static @Nullable JsonNode parsed(String text) {
    return beginsLikeJson(text) ? JsonLines.tree(text) : null;
  }

  private static boolean beginsLikeJson(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
  }
}
