package dev.raglan.internal.dialect;

import dev.raglan.annotation.Field;
import dev.raglan.spi.ContentWriter;
import dev.raglan.spi.RenderedCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tools offered to a model, read out of the forms in which clients give them to providers: the
 * functions of OpenAI's two APIs, Anthropic's, Gemini's, Bedrock's and Cohere's, those of Spring AI
 * and LangChain4j, tools of a provider's own, names alone, one tool alone, and maps by name.
 */
final class ToolDefinitions {

  /** A name as providers allow it; a marker of what was cut away is not one. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_.:/-]{1,128}");

  private static final List<String> LISTS =
      List.of("tools", "functionDeclarations", "function_declarations");
  private static final List<String> WRAPPERS = List.of("function", "toolSpec", "toolDefinition");
  private static final int LEAST_MEMBER = 16;

  private static final List<String> SCHEMAS =
      List.of("parameters", "input_schema", "inputSchema", "parameter_definitions", "schema");

  private final ContentWriter writer;
  private final List<Tool> tools = new ArrayList<>();

  private ToolDefinitions(ContentWriter writer) {
    this.writer = writer;
  }

  /**
   * An offered tool.
   *
   * @param given the tool as its provider reads it; null if it is known by its name alone
   * @param type {@code function}, or the type of a tool of the provider's own
   * @param name the tool's name
   * @param description its description; null if it has none
   * @param parameters the JSON Schema of its arguments; null if it has none
   */
  record Tool(
      @Nullable Map<?, ?> given,
      String type,
      String name,
      @Nullable Object description,
      @Nullable Object parameters) {

    /** Returns the definition in the form of OpenTelemetry's GenAI conventions. */
    JsonObject genAi(int room, ContentWriter writer) {
      JsonObject object = new JsonObject(writer).name("type", type).name("name", name);
      add("description", description, object, room, writer);
      add("parameters", parameters, object, room, writer);
      return object;
    }

    private static void add(
        String name, @Nullable Object value, JsonObject object, int room, ContentWriter writer) {
      int left = room - object.length() - name.length() - ",\"\":".length();
      if (value != null && left >= LEAST_MEMBER) {
        object.json(name, writer.json(value, left));
      }
    }

    /** Returns the definition as its provider reads it, else in the conventions' form. */
    String provider(ContentWriter writer) {
      return given == null ? genAi(Lengths.ofOne(writer), writer).close() : writer.json(given);
    }
  }

  /** Returns the tools that are bound to the call; empty if none can be read. */
  static List<Tool> of(RenderedCall call) {
    String bound = call.text(Field.TOOLS);
    if (bound == null) {
      return List.of();
    }
    ToolDefinitions definitions = new ToolDefinitions(call.writer());
    definitions.read(call.writer().parse(bound));
    return definitions.tools;
  }

  /**
   * Returns the tools as {@code gen_ai.tool.definitions}, and notes those that do not fit.
   *
   * @return null if there are none
   */
  static @Nullable String genAi(RenderedCall call) {
    List<Tool> all = of(call);
    JsonArray array = new JsonArray(Lengths.ofOne(call.writer()));
    int count = 0;
    for (Tool tool : all.subList(0, Math.min(all.size(), call.writer().limits().maxItems()))) {
      if (!array.add(tool.genAi(array.room(), call.writer()))) {
        break;
      }
      count++;
    }
    call.leftOut().tools(all.size() - count);
    return count == 0 ? null : array.close();
  }

  private void read(@Nullable Object value) {
    if (value instanceof Collection<?> several) {
      several.forEach(this::read);
    } else if (value instanceof Map<?, ?> map) {
      readMap(map);
    } else if (value instanceof String name && NAME.matcher(name).matches()) {
      tools.add(new Tool(null, "function", name, null, null));
    }
  }

  private void readMap(Map<?, ?> map) {
    for (String list : LISTS) {
      if (map.get(list) instanceof Collection<?> several) {
        several.forEach(this::read);
        return;
      }
    }
    if (!readOne(map)) {
      map.forEach((name, value) -> readNamed(String.valueOf(name), value));
    }
  }

  /** Reads a tool; false if the map is not one, but may hold tools by their names. */
  private boolean readOne(Map<?, ?> map) {
    Map<?, ?> facts = map;
    for (String wrapper : WRAPPERS) {
      if (map.get(wrapper) instanceof Map<?, ?> wrapped) {
        facts = wrapped;
      }
    }
    String type = text(map.get("type"));
    if (type != null && map.get(type) instanceof Map<?, ?> wrapped) {
      facts = wrapped; // {"type":"custom","custom":{"name":..}}
    }
    String name = text(facts.get("name"));
    if (name == null) {
      name = text(facts.get("server_label"));
    }
    if (name == null && (type == null || type.equals("function"))) {
      return type != null;
    }
    Object parameters = parameters(facts);
    boolean function = type == null || (type.equals("custom") && parameters != null);
    tools.add(
        new Tool(
            map,
            type == null || function ? "function" : type,
            name == null ? String.valueOf(type) : name,
            facts.get("description"),
            parameters));
    return true;
  }

  /** Reads an entry of a map of tools by name, or one of Gemini's own, such as a search. */
  private void readNamed(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map && NAME.matcher(name).matches()) {
      boolean own = map.isEmpty() || (parameters(map) == null && text(map, "description") == null);
      tools.add(
          new Tool(null, own ? name : "function", name, map.get("description"), parameters(map)));
    }
  }

  private @Nullable Object parameters(Map<?, ?> facts) {
    for (String schema : SCHEMAS) {
      Object value = facts.get(schema);
      if (value instanceof Map<?, ?> map) {
        return map.size() == 1 && map.get("json") instanceof Map<?, ?> json ? json : map;
      }
      if (value instanceof String text && writer.parse(text) instanceof Map<?, ?> map) {
        return map;
      }
    }
    return null;
  }

  private static @Nullable String text(Map<?, ?> facts, String name) {
    return text(facts.get(name));
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? text : null;
  }
}
