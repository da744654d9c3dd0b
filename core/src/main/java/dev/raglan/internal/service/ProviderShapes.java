package dev.raglan.internal.service;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shapes of requests and answers in providers' own JSON. */
final class ProviderShapes {

  private static final Set<String> INPUTS = Set.of("messages", "contents", "input");
  private static final Set<String> OUTPUTS = Set.of("choices", "candidates", "output", "content");

  private ProviderShapes() {}

  /** Returns true for the messages of a chat. */
  static boolean isMessages(@Nullable Object tree) {
    return tree instanceof List<?> list
        && !list.isEmpty()
        && list.stream().allMatch(ProviderShapes::isMessage);
  }

  private static boolean isMessage(@Nullable Object tree) {
    return tree instanceof Map<?, ?> message && message.get("role") instanceof String;
  }

  /** Returns true for the whole request. */
  static boolean isRequest(@Nullable Object tree) {
    return tree instanceof Map<?, ?> request
        && INPUTS.stream().anyMatch(key -> request.get(key) instanceof List<?>);
  }

  /** Returns true for the answer of OpenAI's chat API, or a message of it. */
  static boolean isChatCompletion(@Nullable Object tree) {
    return isMessage(tree)
        || (tree instanceof Map<?, ?> answer && answer.get("choices") instanceof List<?>);
  }

  /** Returns true for the answer of any provider, or a message. */
  static boolean isAnswer(@Nullable Object tree) {
    return isMessage(tree)
        || (tree instanceof Map<?, ?> answer
            && OUTPUTS.stream().anyMatch(key -> answer.get(key) instanceof List<?>));
  }
}
