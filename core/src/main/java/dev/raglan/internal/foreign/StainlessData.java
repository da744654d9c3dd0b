package dev.raglan.internal.foreign;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields, enums and requests of openai-java and anthropic-java: a field is what it holds, a
 * request is its body.
 */
final class StainlessData {

  private static final List<String> LIBRARIES = List.of("com.openai.", "com.anthropic.");

  private StainlessData() {}

  static void addTo(Map<String, PlainForm.Finder> known) {
    for (String library : LIBRARIES) {
      String core = library + "core.";
      for (String holder : List.of("KnownValue", "JsonString", "JsonNumber", "JsonBoolean")) {
        known.put(core + holder, (owner, type) -> by("value", owner));
      }
      known.put(core + "JsonArray", (owner, type) -> by("values", owner));
      known.put(core + "JsonObject", (owner, type) -> by("values", owner));
      known.put(core + "JsonNull", (owner, type) -> value -> null);
      known.put(core + "JsonMissing", (owner, type) -> value -> null);
      known.put(core + "Enum", (owner, type) -> by("asString", type));
    }
  }

  static void addModelsTo(Map<String, PlainForm.Finder> models) {
    for (String library : LIBRARIES) {
      models.put(library + "core.Params", (owner, type) -> body(type));
    }
    String chat = "com.openai.models.chat.completions.StructuredChatCompletion";
    String responses = "com.openai.models.responses.StructuredResponse";
    String messages = "com.anthropic.models.messages.StructuredMessage";
    for (String asked : List.of(chat, responses, messages)) {
      models.put(asked + "CreateParams", (owner, type) -> by("rawParams", type));
    }
    models.put(chat, (owner, type) -> by("rawChatCompletion", type));
    models.put(responses, (owner, type) -> by("rawResponse", type));
    models.put(messages, (owner, type) -> by("rawMessage", type));
  }

  /** Requests that have everything in their address have no body. */
  private static @Nullable PlainForm body(Class<?> type) {
    try {
      return by("_body", type);
    } catch (ReflectiveOperationException none) {
      return null;
    }
  }

  private static PlainForm by(String method, Class<?> owner) throws ReflectiveOperationException {
    return PublicMethod.of(owner, method)::call;
  }
}
