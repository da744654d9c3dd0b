package dev.raglan.samples.rag.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer of {@code /chat/completions}: whole, or one event of a stream.
 *
 * @param model the model that answered
 * @param choices its answers; empty in an event without text
 * @param usage what it took; absent from streams
 */
record ChatCompletion(
    @Nullable String model, @Nullable List<Choice> choices, @Nullable TokenUsage usage) {

  /** The text of the first choice; empty when there is none. */
  String text() {
    Choice first = choices == null || choices.isEmpty() ? null : choices.get(0);
    Content content = first == null ? null : first.content();
    String text = content == null ? null : content.content();
    return text == null ? "" : text;
  }

  /** The token counts that the model gives; zeros when it gives none. */
  Usage tokens() {
    return usage == null
        ? new Usage(0, 0, false)
        : new Usage(usage.promptTokens(), usage.completionTokens(), false);
  }

  /** One answer: {@code message} when whole, {@code delta} in a stream. */
  record Choice(@Nullable Content message, @Nullable Content delta) {

    @Nullable Content content() {
      return message != null ? message : delta;
    }
  }

  /** Text of an answer. */
  record Content(@Nullable String content) {}

  /** Tokens, as the model counted them. */
  record TokenUsage(
      @JsonProperty("prompt_tokens") int promptTokens,
      @JsonProperty("completion_tokens") int completionTokens) {}
}
