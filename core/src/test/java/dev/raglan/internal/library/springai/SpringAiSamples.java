package dev.raglan.internal.library.springai;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;

/** Values that each version of Spring AI builds in its own way. */
final class SpringAiSamples {

  private SpringAiSamples() {}

  /** A message that asks for a tool: its constructor was public and is protected now. */
  static AssistantMessage calling(AssistantMessage.ToolCall call) {
    try {
      Constructor<?> all =
          Arrays.stream(AssistantMessage.class.getDeclaredConstructors())
              .filter(each -> each.getParameterCount() == 4)
              .findFirst()
              .orElseThrow();
      all.setAccessible(true);
      return (AssistantMessage) all.newInstance("", Map.of(), List.of(call), List.of());
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
  }
}
