package dev.raglan.internal.foreign;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages, prompts and answers of Spring AI, in the words of the chat APIs of providers. */
final class SpringAiData {

  private static final String LIBRARY = "org.springframework.ai.";
  private static final String CHAT = LIBRARY + "chat.";

  private SpringAiData() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case CHAT + "messages.ToolResponseMessage" -> (owner, type) -> results(owner);
      case CHAT + "messages.ToolResponseMessage$ToolResponse" -> (owner, type) -> result(owner);
      case CHAT + "messages.Message" -> SpringAiData::message;
      case LIBRARY + "content.Media" -> (owner, type) -> media(owner);
      case CHAT + "prompt.Prompt" ->
          (owner, type) ->
              WebTypes.known(owner, "messages", "getInstructions", "options", "getOptions");
      case CHAT + "model.Generation" -> (owner, type) -> generation(owner);
      case CHAT + "model.ChatResponse" -> (owner, type) -> response(owner);
      case LIBRARY + "model.ModelRequest" ->
          (owner, type) ->
              WebTypes.known(owner, "instructions", "getInstructions", "options", "getOptions");
      case LIBRARY + "model.ModelResponse" ->
          (owner, type) -> WebTypes.known(owner, "results", "getResults");
      case LIBRARY + "model.ModelResult" ->
          (owner, type) -> WebTypes.known(owner, "output", "getOutput");
      case LIBRARY + "image.ImageMessage" ->
          (owner, type) -> WebTypes.known(owner, "text", "getText", "weight", "getWeight");
      case LIBRARY + "image.Image" -> (owner, type) -> image(owner);
      default -> null;
    };
  }

  private static PlainForm image(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod url = PublicMethod.of(owner, "getUrl");
    PublicMethod data = PublicMethod.of(owner, "getB64Json");
    return value -> {
      Object address = url.call(value);
      return MediaPart.of("image", null, address == null ? data.call(value) : address);
    };
  }

  private static PlainForm message(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    PublicMethod role = role(owner);
    PublicMethod text = PublicMethod.of(owner, "getText");
    PlainForm rest = WebTypes.known(type, "tool_calls", "getToolCalls", "media", "getMedia");
    PublicMethod metadata = PublicMethod.of(owner, "getMetadata");
    return value -> {
      Map<String, Object> message = roleOf(value, role);
      Map<?, ?> others = (Map<?, ?>) rest.of(value);
      put(
          message,
          "reasoning_content",
          ((Map<?, ?>) metadata.present(value)).get("reasoningContent"));
      put(
          message,
          "content",
          content(text.call(value), others == null ? null : others.get("media")));
      put(message, "tool_calls", others == null ? null : others.get("tool_calls"));
      return message;
    };
  }

  private static PublicMethod role(Class<?> owner) throws ReflectiveOperationException {
    return PublicMethod.of(owner, "getMessageType");
  }

  private static Map<String, Object> roleOf(Object message, PublicMethod role) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("role", ((Enum<?>) role.present(message)).name().toLowerCase(Locale.ROOT));
    return object;
  }

  private static @Nullable Object content(@Nullable Object text, @Nullable Object media) {
    if (!(media instanceof Collection<?> attached)) {
      return text;
    }
    List<Object> parts = new ArrayList<>();
    if (text != null && !text.equals("")) {
      parts.add(Map.of("type", "text", "text", text));
    }
    parts.addAll(attached);
    return parts;
  }

  private static PlainForm results(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod role = role(owner);
    PublicMethod responses = PublicMethod.of(owner, "getResponses");
    return value -> {
      Map<String, Object> message = roleOf(value, role);
      message.put("content", responses.present(value));
      return message;
    };
  }

  private static PlainForm result(Class<?> owner) throws ReflectiveOperationException {
    PlainForm members =
        WebTypes.object(owner, "tool_use_id", "id", "name", "name", "content", "responseData");
    return value -> {
      Map<String, Object> part = new LinkedHashMap<>();
      part.put("type", "tool_result");
      merge(part, members.of(value));
      return part;
    };
  }

  private static PlainForm media(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod mimeType = PublicMethod.of(owner, "getMimeType");
    PublicMethod data = PublicMethod.of(owner, "getData");
    return value -> {
      String type = String.valueOf(mimeType.call(value));
      return MediaPart.of("document", type, data.call(value));
    };
  }

  private static PlainForm generation(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod output = PublicMethod.of(owner, "getOutput");
    PublicMethod metadata = PublicMethod.of(owner, "getMetadata");
    PublicMethod reason = PublicMethod.of(typeOf("getMetadata", owner), "getFinishReason");
    return value -> {
      Map<String, Object> choice = new LinkedHashMap<>();
      put(choice, "message", output.call(value));
      Object about = metadata.call(value);
      put(choice, "finish_reason", about == null ? null : reason.call(about));
      return choice;
    };
  }

  private static PlainForm response(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod metadata = PublicMethod.of(owner, "getMetadata");
    Class<?> about = typeOf("getMetadata", owner);
    PlainForm facts = WebTypes.known(about, "id", "getId", "model", "getModel");
    PlainForm counts = WebTypes.known(about, "usage", "getUsage");
    PublicMethod results = PublicMethod.of(owner, "getResults");
    return value -> {
      Map<String, Object> response = new LinkedHashMap<>();
      Object known = metadata.call(value);
      merge(response, known == null ? null : facts.of(known));
      put(response, "choices", results.call(value));
      merge(response, known == null ? null : counts.of(known));
      return response;
    };
  }

  private static Class<?> typeOf(String method, Class<?> owner)
      throws ReflectiveOperationException {
    return owner.getMethod(method).getReturnType();
  }

  private static void merge(Map<String, Object> object, @Nullable Object more) {
    if (more instanceof Map<?, ?> map) {
      map.forEach((name, member) -> put(object, name.toString(), member));
    }
  }

  /** Adds a member; Spring AI has an empty text for one that is not known. */
  private static void put(Map<String, Object> object, String name, @Nullable Object member) {
    if (member != null && !member.equals("")) {
      object.put(name, member);
    }
  }
}
