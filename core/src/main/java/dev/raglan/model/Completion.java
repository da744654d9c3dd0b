package dev.raglan.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer, whatever library brought it.
 *
 * @param responseId the provider's id of the response; null if it gives none
 * @param model the model that answered; null if the response does not say
 * @param messages the answers, one for each choice
 * @param finishReasons why the model stopped, one for each choice, in the provider's words; empty
 *     for a choice that does not say
 * @param usage the tokens it took; null if the response does not say
 */
public record Completion(
    @Nullable String responseId,
    @Nullable String model,
    List<Message> messages,
    List<String> finishReasons,
    @Nullable Usage usage) {

  /** Copies the lists. */
  public Completion {
    messages = List.copyOf(messages);
    finishReasons = List.copyOf(finishReasons);
  }

  /** The same without what was answered. */
  public Completion withoutMessages() {
    return new Completion(responseId, model, List.of(), finishReasons, usage);
  }
}
