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
 * @param calls the calls that it took where there were several, or one of another provider or
 *     model, each with its model and its tokens; empty for one call of its own
 * @param messagesLeftOut how many more answers there were
 */
public record Completion(
    @Nullable String responseId,
    @Nullable String model,
    List<Message> messages,
    List<String> finishReasons,
    @Nullable Usage usage,
    List<ModelUsage> calls,
    int messagesLeftOut) {

  /** Copies the lists. */
  public Completion {
    calls = List.copyOf(calls);
    messages = List.copyOf(messages);
    finishReasons = List.copyOf(finishReasons);
  }

  /** Creates an answer of which no message was left out. */
  public Completion(
      @Nullable String responseId,
      @Nullable String model,
      List<Message> messages,
      List<String> finishReasons,
      @Nullable Usage usage,
      List<ModelUsage> calls) {
    this(responseId, model, messages, finishReasons, usage, calls, 0);
  }

  /** Creates the answer of one call. */
  public Completion(
      @Nullable String responseId,
      @Nullable String model,
      List<Message> messages,
      List<String> finishReasons,
      @Nullable Usage usage) {
    this(responseId, model, messages, finishReasons, usage, List.of());
  }

  /** Returns this completion without what was answered. */
  public Completion withoutMessages() {
    return new Completion(responseId, model, List.of(), finishReasons, usage, calls);
  }

  /** Returns the same answer with another usage. */
  public Completion with(@Nullable Usage other) {
    return new Completion(
        responseId, model, messages, finishReasons, other, calls, messagesLeftOut);
  }

  /** Returns the same answer with other messages, one for each of its own. */
  public Completion with(List<Message> others) {
    return new Completion(responseId, model, others, finishReasons, usage, calls, messagesLeftOut);
  }

  /** Returns the same answer, of which further messages were left out. */
  public Completion leavingOut(int more) {
    return more == 0
        ? this
        : new Completion(
            responseId, model, messages, finishReasons, usage, calls, messagesLeftOut + more);
  }

  /** Returns the calls that it took; itself if there was one. */
  public List<ModelUsage> eachCall() {
    return calls.isEmpty() ? List.of(new ModelUsage(null, model, responseId, usage)) : calls;
  }

  /**
   * The tokens that one call took of one model.
   *
   * @param provider the model's provider; null if it is that of the span, or not known
   * @param model the model that answered, or that was asked if none answers by name; null if it is
   *     not known
   * @param responseId the provider's id of the response; null if it gives none
   * @param usage the tokens; null if they are not known
   */
  public record ModelUsage(
      @Nullable String provider,
      @Nullable String model,
      @Nullable String responseId,
      @Nullable Usage usage) {

    /** Returns the same with a provider and a model, unless it has them. */
    public ModelUsage of(@Nullable String otherProvider, @Nullable String otherModel) {
      return new ModelUsage(
          provider == null ? otherProvider : provider,
          model == null ? otherModel : model,
          responseId,
          usage);
    }
  }
}
