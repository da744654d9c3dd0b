package dev.raglan.samples.plain;

import dev.raglan.annotation.RagEvent;
import dev.raglan.model.RagEventType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A prompt: a record, whose methods are traced like any other.
 *
 * @param question the user's
 * @param passages what the answer may be taken from
 */
record Prompt(String question, List<Passage> passages) {

  @RagEvent(RagEventType.PROMPT_COMPOSITION)
  String text() {
    return passages.stream()
        .map(Passage::text)
        .collect(Collectors.joining("\n", "Context:\n", "\nQuestion: " + question));
  }
}
