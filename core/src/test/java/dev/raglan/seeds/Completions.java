package dev.raglan.seeds;

import java.util.List;
import java.util.Map;

/** Whole responses, as providers send them. */
final class Completions {

  /** OpenAI's {@code ChatCompletion}. */
  static final Map<String, Object> OPENAI =
      Map.of(
          "id",
          "chatcmpl-1",
          "object",
          "chat.completion",
          "model",
          "gpt-4o-2024-08-06",
          "choices",
          List.of(
              Map.of(
                  "index",
                  0,
                  "finish_reason",
                  "stop",
                  "message",
                  Map.of("role", "assistant", "content", "A sleeve."))),
          "usage",
          Map.of("prompt_tokens", 1000, "completion_tokens", 500, "total_tokens", 1500));

  private Completions() {}
}
