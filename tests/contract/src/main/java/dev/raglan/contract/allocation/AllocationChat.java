package dev.raglan.contract.allocation;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import java.util.List;

/**
 * Generations: a model and two messages in, an answer with its model and usage out. They allocate
 * nothing themselves.
 */
public class AllocationChat {

  /** The requested model. */
  public static final String MODEL = "gpt-4o";

  /** The messages of a request. */
  public static final List<Message> MESSAGES =
      List.of(new Message("system", "x".repeat(200)), new Message("user", "x".repeat(400)));

  static final long TOKENS = 1117;

  private static final Completion COMPLETION =
      new Completion("gpt-4o-2024-08-06", "x".repeat(400), "stop", new Usage(TOKENS, 246));

  /**
   * A message.
   *
   * @param role the role of its author
   * @param content its text
   */
  public record Message(String role, String content) {}

  /**
   * An answer.
   *
   * @param model the model that answered
   * @param content the answer's text
   * @param finishReason why the model stopped
   * @param usage the tokens of the request
   */
  public record Completion(String model, String content, String finishReason, Usage usage) {}

  /**
   * The tokens of a request.
   *
   * @param promptTokens tokens of the prompt
   * @param completionTokens tokens of the answer
   */
  public record Usage(long promptTokens, long completionTokens) {}

  /** Answers; each value is recognized by its name and shape. */
  @Generation(name = "chat", provider = "openai")
  public Completion bare(String model, List<Message> messages) {
    return COMPLETION;
  }

  /** Answers; the annotations name each value. */
  @Generation(name = "chat", provider = "openai")
  @BindResult(field = Field.RESPONSE_MODEL, path = "model")
  @BindResult(field = Field.RESPONSE, path = "content")
  @BindResult(field = Field.FINISH_REASON, path = "finishReason")
  @BindResult(field = Field.PROMPT_TOKENS, path = "usage.promptTokens")
  @BindResult(field = Field.COMPLETION_TOKENS, path = "usage.completionTokens")
  public Completion bound(
      @Bind(Field.MODEL) String model, @Bind(Field.PROMPT) List<Message> messages) {
    return COMPLETION;
  }
}
