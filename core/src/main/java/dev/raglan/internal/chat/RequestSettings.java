package dev.raglan.internal.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.foreign.PerClass;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.type.PropertyPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of requests to a model, whatever the client: by their names on the wire, and
 * as clients spell them.
 */
public final class RequestSettings {

  /** Each setting by its name on the wire, with the names that providers and clients give it. */
  private static final Map<String, Names> NAMES = names();

  /** Objects inside of a request in which providers keep settings. */
  private static final String[][] HOLDERS = {
    {"options"},
    {"generation_config"},
    {"inference_config"},
    {"text_generation_config"},
    {"config"},
    {"tool_config"},
    {"parameters"},
    {"additional_model_request_fields"},
    {"input"}
  };

  /** Settings that stand in an object of a request: its name, theirs, and the setting. */
  private static final String[][] NESTED = {
    {"reasoning", "effort", "reasoning_effort"},
    {"output_config", "effort", "reasoning_effort"},
    {"thinking_config", "thinking_level", "reasoning_effort"},
    {"text", "format", "response_format"},
    {"output_config", "format", "response_format"},
    {"function_calling_config", "mode", "tool_choice"}
  };

  /** Names of which each request has one. */
  private static final String[] ASKED = {
    "messages",
    "input",
    "contents",
    "prompt",
    "input_text",
    "message",
    "texts",
    "inputs",
    "instances"
  };

  private static final int FEW = 4; // Settings that most requests have, or less.

  private static final PropertyPath WHOLE = PropertyPath.parse("");

  /** The settings that requests of a class may have: of most names it has no property. */
  private static final PerClass<Setting[]> BY_CLASS = new PerClass<>(RequestSettings::settingsOf);

  private RequestSettings() {}

  /**
   * The names of a setting, the first that is found first.
   *
   * @param wire as they are on the wire
   * @param java the same as properties
   */
  private record Names(String[] wire, PropertyPath[] java) {

    static Names of(String... wire) {
      PropertyPath[] java = new PropertyPath[wire.length];
      for (int i = 0; i < wire.length; i++) {
        java[i] = PropertyPath.parse(Shape.javaName(wire[i]));
      }
      return new Names(wire, java);
    }
  }

  /**
   * A setting that requests of one class may have.
   *
   * @param wire its name on the wire
   * @param finders find it where it may be, the first that does counts
   */
  private record Setting(String wire, List<Function<Object, @Nullable Object>> finders) {

    @Nullable Object find(Object request, UnaryOperator<Object> tree) {
      for (int i = 0; i < finders.size(); i++) { // It runs for each name that is asked for.
        Object found = finders.get(i).apply(request);
        Object plain = found == null ? null : plain(found, tree);
        if (plain != null) {
          return plain;
        }
      }
      return null;
    }
  }

  private static Setting[] settingsOf(Class<?> type) {
    List<Setting> settings = new ArrayList<>();
    NAMES.forEach(
        (wire, names) -> {
          List<Function<Object, @Nullable Object>> finders = new ArrayList<>();
          for (PropertyPath each : names.java()) {
            if (each.mayBeginIn(type)) {
              finders.add(each.finderIn(type));
            }
          }
          if (!finders.isEmpty()) {
            settings.add(new Setting(wire, List.copyOf(finders)));
          }
        });
    return settings.toArray(new Setting[0]);
  }

  private static Map<String, Names> names() {
    Map<String, Names> names = new LinkedHashMap<>();
    names.put("model", Names.of("model", "model_name", "model_id"));
    names.put("temperature", Names.of("temperature"));
    names.put(
        "max_tokens",
        Names.of(
            "max_tokens",
            "max_completion_tokens",
            "max_output_tokens",
            "max_new_tokens",
            "max_tokens_to_sample",
            "num_predict",
            "n_predict",
            "max_gen_len",
            "max_token_count"));
    names.put("top_p", Names.of("top_p"));
    names.put("top_k", Names.of("top_k"));
    names.put("stop", Names.of("stop", "stop_sequences"));
    names.put("seed", Names.of("seed", "random_seed"));
    names.put("frequency_penalty", Names.of("frequency_penalty"));
    names.put("presence_penalty", Names.of("presence_penalty"));
    names.put("n", Names.of("n", "candidate_count"));
    names.put("tools", Names.of("tools", "tool_specifications", "functions"));
    names.put("tool_choice", Names.of("tool_choice", "function_call"));
    names.put(
        "response_format",
        Names.of(
            "response_format",
            "format",
            "response_schema",
            "response_json_schema",
            "response_mime_type",
            "text.format"));
    names.put(
        "reasoning_effort",
        Names.of("reasoning_effort", "reasoning.effort", "output_config.effort"));
    names.put("encoding_format", Names.of("encoding_format"));
    names.put("stream", Names.of("stream"));
    names.put("service_tier", Names.of("service_tier"));
    return names;
  }

  /**
   * Returns the settings of a client's request.
   *
   * @param tree makes JSON of a value of the client's own
   */
  public static Map<String, Object> of(Object request, UnaryOperator<Object> tree) {
    Map<String, Object> settings = new LinkedHashMap<>(FEW);
    for (Setting each : BY_CLASS.get(request.getClass())) {
      Object found = each.find(request, tree);
      if (found != null) {
        settings.put(each.wire(), found);
      }
    }
    return settings;
  }

  private static @Nullable Object plain(Object found, UnaryOperator<Object> tree) {
    if (found instanceof Number || found instanceof Boolean || found instanceof String) {
      return found;
    }
    if (found instanceof Enum<?> constant) {
      return constant.name();
    }
    boolean isEmpty = found instanceof Collection<?> list && list.isEmpty();
    Object plain = isEmpty ? null : WHOLE.find(tree.apply(found));
    return plain instanceof JsonNode node && node.isContainerNode() && node.isEmpty()
        ? null
        : plain;
  }

  /** Returns the settings of a request in JSON, a map or a bean; empty for any other value. */
  static Map<String, Object> of(Shape shape) {
    if (shape.isText() || !shape.has(ASKED)) {
      return Map.of();
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    add(settings, shape);
    for (String[] holder : HOLDERS) {
      Shape held = shape.at(holder);
      if (held != null && !held.isText()) {
        add(settings, held);
      }
    }
    return settings;
  }

  private static void add(Map<String, Object> settings, Shape holder) {
    NAMES.forEach(
        (wire, each) -> {
          Object found = settings.containsKey(wire) ? null : holder.get(each.wire());
          if (found != null) {
            settings.put(wire, found);
          }
        });
    for (String[] nested : NESTED) {
      Shape inner = settings.containsKey(nested[2]) ? null : holder.at(nested[0]);
      Object found = inner == null || inner.isText() ? null : inner.get(nested[1]);
      if (found != null) {
        settings.put(nested[2], found);
      }
    }
  }
}
