package dev.raglan.internal.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of OpenTelemetry's GenAI conventions in the form of OpenAI's chat API, for spans on
 * which no other dialect was written.
 */
final class GenAiChat {

  private GenAiChat() {}

  /**
   * Returns the messages; null if there are none.
   *
   * @param system the JSON of the system instructions; null for none
   * @param messages the JSON of the messages; null for none
   */
  static @Nullable Object prompt(@Nullable String system, @Nullable String messages) {
    List<Object> chat = new ArrayList<>();
    List<?> instructions = JsonText.array(system);
    if (instructions != null) {
      chat.add(message("system", instructions));
    }
    chat.addAll(chat(messages));
    return chat.isEmpty() ? null : chat;
  }

  /** Returns the text of a single message that is text alone, else the messages; null for none. */
  static @Nullable Object response(@Nullable String messages) {
    List<Object> chat = chat(messages);
    if (chat.size() == 1 && chat.get(0) instanceof Map<?, ?> only) {
      return only.size() == 2 && only.get("content") instanceof String text ? text : only;
    }
    return chat.isEmpty() ? null : chat;
  }

  private static List<Object> chat(@Nullable String messages) {
    List<Object> chat = new ArrayList<>();
    List<?> all = JsonText.array(messages);
    for (Object each : all == null ? List.of() : all) {
      if (each instanceof Map<?, ?> message && message.get("parts") instanceof List<?> parts) {
        Object role = message.get("role");
        chat.add(message(role == null ? "user" : role, parts));
      } else if (each != null) {
        chat.add(each);
      }
    }
    return chat;
  }

  private static Map<String, Object> message(Object role, List<?> parts) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("role", role);
    Object content = parts;
    if (parts.size() == 1
        && parts.get(0) instanceof Map<?, ?> only
        && "text".equals(only.get("type"))
        && only.get("content") instanceof String text) {
      content = text;
    }
    message.put("content", content);
    return message;
  }
}
