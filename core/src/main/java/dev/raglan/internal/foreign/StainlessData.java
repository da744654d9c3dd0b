package dev.raglan.internal.foreign;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields, enums and requests of openai-java and anthropic-java: a field is what it holds, a
 * request is its body.
 */
final class StainlessData {

  private static final String OPENAI = "com.openai.";
  private static final String ANTHROPIC = "com.anthropic.";
  private static final List<String> LIBRARIES = List.of(OPENAI, ANTHROPIC);
  private static final String CHAT = OPENAI + "models.chat.completions.StructuredChatCompletion";
  private static final String RESPONSES = OPENAI + "models.responses.StructuredResponse";
  private static final String MESSAGES = ANTHROPIC + "models.messages.StructuredMessage";

  private StainlessData() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (after(name, "core.")) {
      case "KnownValue", "JsonString", "JsonNumber", "JsonBoolean" ->
          (owner, type) -> by("value", owner);
      case "JsonArray", "JsonObject" -> (owner, type) -> by("values", owner);
      case "JsonNull", "JsonMissing" -> (owner, type) -> value -> null;
      case "Enum" -> (owner, type) -> by("asString", type);
      default -> null;
    };
  }

  static PlainForm.@Nullable Finder modelFinder(String name) {
    return switch (name) {
      case OPENAI + "core.Params", ANTHROPIC + "core.Params" -> (owner, type) -> body(type);
      case CHAT + "CreateParams", RESPONSES + "CreateParams", MESSAGES + "CreateParams" ->
          (owner, type) -> by("rawParams", type);
      case CHAT -> (owner, type) -> by("rawChatCompletion", type);
      case RESPONSES -> (owner, type) -> by("rawResponse", type);
      case MESSAGES -> (owner, type) -> by("rawMessage", type);
      default -> null;
    };
  }

  /** Returns what follows the package in the name of a class of either library; "" for others. */
  private static String after(String name, String packageName) {
    for (String library : LIBRARIES) {
      if (name.startsWith(library) && name.startsWith(packageName, library.length())) {
        return name.substring(library.length() + packageName.length());
      }
    }
    return "";
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
