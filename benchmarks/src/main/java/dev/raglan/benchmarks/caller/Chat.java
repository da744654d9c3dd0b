package dev.raglan.benchmarks.caller;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.benchmarks.Doc;
import java.util.List;
import java.util.stream.IntStream;

/** Generations: a model and two messages in; an answer with its model and usage out. */
public class Chat {

  /** The requested model. */
  public static final String MODEL = "gpt-4o";

  /** The model that answers. */
  public static final String RESPONSE_MODEL = "gpt-4o-2024-08-06";

  /** The system prompt, 200 characters. */
  public static final String SYSTEM = ("Answer briefly. " + Doc.text(200)).substring(0, 200);

  /** The question, 400 characters. */
  public static final String USER = ("What is this about? " + Doc.text(400)).substring(0, 400);

  /** The answer, 400 characters. */
  public static final String ANSWER = ("It is about sleeves. " + Doc.text(400)).substring(0, 400);

  /** The tokens of the prompt. */
  public static final int PROMPT_TOKENS = 1117;

  /** The tokens of the answer. */
  public static final int COMPLETION_TOKENS = 246;

  /** The messages of a request. */
  public static final List<Message> MESSAGES =
      List.of(new Message("system", SYSTEM), new Message("user", USER));

  private static final Completion COMPLETION =
      new Completion(RESPONSE_MODEL, ANSWER, "stop", new Usage(PROMPT_TOKENS, COMPLETION_TOKENS));

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

  /** Returns the pieces of a streamed answer. */
  public static List<String> pieces(int number) {
    return IntStream.range(0, number).mapToObj(i -> "piece" + i + " ").toList();
  }

  /** Answers, untraced. */
  public Completion plain(String model, List<Message> messages) {
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

  /** Answers; each value is recognized by its name and shape. */
  @Generation(name = "chat", provider = "openai")
  public Completion bare(String model, List<Message> messages) {
    return COMPLETION;
  }
}
