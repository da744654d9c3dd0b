package dev.raglan.internal.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.raglan.annotation.Field;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a request to a model: those that are bound together, without messages, and over
 * them those that are bound one by one.
 *
 * @param tree the options as an object
 * @param text the same as JSON of bounded length
 */
public record ModelOptions(ObjectNode tree, String text) {

  /** What a request holds besides options. */
  private static final Set<String> CONTENT =
      Set.of(
          "messages",
          "prompt",
          "input",
          "contents",
          "system",
          "instructions",
          "tools",
          "functions");

  /** The options that are bound; null if none is. */
  static @Nullable ModelOptions of(Rendering rendering) {
    if (!rendering.hasBindings()) {
      return null;
    }
    ObjectNode options = tree(rendering);
    return options.isEmpty() ? null : new ModelOptions(options, rendering.json().json(options));
  }

  private static ObjectNode tree(Rendering rendering) {
    ObjectNode options = together(rendering.text(Field.MODEL_OPTIONS));
    put(options, "temperature", rendering.decimal(Field.TEMPERATURE));
    put(options, "top_p", rendering.decimal(Field.TOP_P));
    put(options, "top_k", rendering.integer(Field.TOP_K));
    put(options, "max_tokens", rendering.integer(Field.MAX_TOKENS));
    put(options, "frequency_penalty", rendering.decimal(Field.FREQUENCY_PENALTY));
    put(options, "presence_penalty", rendering.decimal(Field.PRESENCE_PENALTY));
    put(options, "seed", rendering.integer(Field.SEED));
    List<String> stop = rendering.texts(Field.STOP);
    if (!stop.isEmpty()) {
      remove(options, "stop");
      stop.forEach(options.putArray("stop")::add);
    }
    String choice = rendering.text(Field.TOOL_CHOICE);
    if (choice != null) {
      options.put("tool_choice", choice);
    }
    return options;
  }

  private static ObjectNode together(@Nullable String json) {
    JsonNode tree = JsonTree.of(json);
    if (tree instanceof ObjectNode object) {
      object.properties().removeIf(entry -> CONTENT.contains(entry.getKey()));
      return object;
    }
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    if (json != null) {
      options.put("options", json);
    }
    return options;
  }

  private static void put(ObjectNode options, String name, @Nullable Double value) {
    if (value != null) {
      remove(options, name);
      options.put(name, value);
    }
  }

  private static void put(ObjectNode options, String name, @Nullable Long value) {
    if (value != null) {
      remove(options, name);
      options.put(name, value);
    }
  }

  /** Removes the option in whatever spelling. */
  private static void remove(ObjectNode options, String name) {
    String plain = plain(name);
    options.properties().removeIf(entry -> plain(entry.getKey()).equals(plain));
  }

  /** A name in which case, hyphens and underscores do not count. */
  public static String plain(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }
}
