package dev.raglan.internal.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.read.Shape;
import dev.raglan.internal.type.PropertyPath;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of requests to a model, whatever the client: by their names on the wire, and
 * as clients spell them.
 */
public final class RequestSettings {

  /** Names on the wire, each with the properties that it is found under. */
  private static final Map<String, PropertyPath[]> NAMES = names();

  private static final PropertyPath WHOLE = PropertyPath.parse("");

  private RequestSettings() {}

  private static Map<String, PropertyPath[]> names() {
    Map<String, PropertyPath[]> names = new LinkedHashMap<>();
    put(names, "model", "model", "modelName", "modelId");
    put(names, "temperature", "temperature");
    put(names, "max_tokens", "maxTokens", "maxCompletionTokens", "maxOutputTokens");
    put(names, "top_p", "topP");
    put(names, "top_k", "topK");
    put(names, "stop", "stop", "stopSequences");
    put(names, "seed", "seed");
    put(names, "frequency_penalty", "frequencyPenalty");
    put(names, "presence_penalty", "presencePenalty");
    put(names, "n", "n");
    put(names, "tools", "tools", "toolSpecifications");
    put(names, "tool_choice", "toolChoice");
    put(names, "response_format", "responseFormat", "format");
    put(names, "reasoning_effort", "reasoningEffort", "reasoning.effort");
    put(names, "service_tier", "serviceTier");
    return names;
  }

  private static void put(Map<String, PropertyPath[]> names, String wire, String... properties) {
    PropertyPath[] paths = new PropertyPath[properties.length];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = PropertyPath.parse(properties[i]);
    }
    names.put(wire, paths);
  }

  /**
   * Returns the settings of a client's request.
   *
   * @param tree makes JSON of a value of the client's own
   */
  public static Map<String, Object> of(Object request, UnaryOperator<Object> tree) {
    Map<String, Object> settings = new LinkedHashMap<>();
    NAMES.forEach(
        (wire, paths) -> {
          for (PropertyPath path : paths) {
            Object found = path.find(request);
            Object plain = found == null ? null : plain(found, tree);
            if (plain != null && settings.putIfAbsent(wire, plain) == null) {
              return;
            }
          }
        });
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
    if (shape.isText() || !shape.has("messages", "input", "contents", "prompt")) {
      return Map.of();
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    Shape options = shape.at("options", "generation_config");
    for (String wire : NAMES.keySet()) {
      Object found = shape.get(wire);
      found = found == null && options != null ? options.get(wire) : found;
      if (found != null) {
        settings.put(wire, found);
      }
    }
    Object most = shape.get("max_completion_tokens", "max_output_tokens");
    Object asked = most == null && options != null ? options.get("num_predict") : most;
    if (asked != null) {
      settings.putIfAbsent("max_tokens", asked);
    }
    return settings;
  }
}
