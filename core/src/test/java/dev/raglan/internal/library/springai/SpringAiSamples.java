package dev.raglan.internal.library.springai;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;

/** Values that each version of Spring AI builds in its own way. */
final class SpringAiSamples {

  private SpringAiSamples() {}

  /** A message that asks for a tool. */
  static AssistantMessage calling(AssistantMessage.ToolCall call) {
    return message("", Map.of(), List.of(call));
  }

  static AssistantMessage with(String text, Map<String, Object> metadata) {
    return message(text, metadata, List.of());
  }

  private static AssistantMessage message(
      String text, Map<String, Object> metadata, List<AssistantMessage.ToolCall> calls) {
    try {
      // Public in one version, protected in another.
      Constructor<?> all =
          Arrays.stream(AssistantMessage.class.getDeclaredConstructors())
              .filter(each -> each.getParameterCount() == 4)
              .findFirst()
              .orElseThrow();
      all.setAccessible(true);
      return (AssistantMessage) all.newInstance(text, metadata, calls, List.of());
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
  }
}
