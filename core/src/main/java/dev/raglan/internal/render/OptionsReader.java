package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.spi.ModelOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the options of a request: those bound together, over them those bound one by one. */
final class OptionsReader {

  /** The other members of a request, which are not options. */
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

  private final Map<String, Object> options;

  private OptionsReader(Map<String, Object> options) {
    this.options = options;
  }

  /** Returns the options that are bound; null if none is. */
  static @Nullable ModelOptions read(Rendering rendering) {
    if (!rendering.hasBindings()) {
      return null;
    }
    OptionsReader reader = new OptionsReader(boundTogether(rendering.text(Field.MODEL_OPTIONS)));
    reader.addBoundOneByOne(rendering);
    return reader.options.isEmpty()
        ? null
        : new ModelOptions(reader.options, rendering.writer().json(reader.options));
  }

  private void addBoundOneByOne(Rendering rendering) {
    put("temperature", rendering.decimal(Field.TEMPERATURE));
    put("top_p", rendering.decimal(Field.TOP_P));
    put("top_k", rendering.integer(Field.TOP_K));
    put("max_tokens", rendering.integer(Field.MAX_TOKENS));
    put("frequency_penalty", rendering.decimal(Field.FREQUENCY_PENALTY));
    put("presence_penalty", rendering.decimal(Field.PRESENCE_PENALTY));
    put("seed", rendering.integer(Field.SEED));
    List<String> stop = rendering.texts(Field.STOP);
    put("stop", stop.isEmpty() ? null : stop);
    put("tool_choice", rendering.text(Field.TOOL_CHOICE));
  }

  private static Map<String, Object> boundTogether(@Nullable String json) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (json != null) {
      Object tree = JsonTree.parse(json);
      if (tree instanceof Map<?, ?> object) {
        object.forEach((name, value) -> putOption(String.valueOf(name), value, options));
      } else {
        options.put("options", json);
      }
    }
    return options;
  }

  private static void putOption(String name, @Nullable Object value, Map<String, Object> options) {
    if (value != null && !CONTENT.contains(name)) {
      options.put(name, value);
    }
  }

  /** Replaces the option in whatever spelling. */
  private void put(String name, @Nullable Object value) {
    if (value != null) {
      String plain = ModelOptions.plain(name);
      options.keySet().removeIf(each -> ModelOptions.plain(each).equals(plain));
      options.put(name, value);
    }
  }
}
