package dev.raglan.contract.allocation;

import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

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

  /** The tokens of a prompt. */
  public static final long TOKENS = 1117;

  private static final Completion COMPLETION =
      new Completion("gpt-4o-2024-08-06", "x".repeat(400), "stop", new Usage(TOKENS, 246));

  /** The number of chunks of a stream. */
  public static final int CHUNKS = 100;

  private static final List<Chunk> STREAM =
      IntStream.rangeClosed(1, CHUNKS).mapToObj(AllocationChat::chunk).toList();

  private static Chunk chunk(int number) {
    boolean isLast = number == CHUNKS;
    Choice choice = new Choice(0, new Delta("x".repeat(4)), isLast ? "stop" : null);
    Usage usage = isLast ? new Usage(TOKENS, 246) : null;
    return new Chunk("c-1", "chat.completion.chunk", MODEL, List.of(choice), usage);
  }

  /**
   * A part of an answer.
   *
   * @param id the answer's id
   * @param object the kind of object
   * @param model the model that answers
   * @param choices the parts of its choices
   * @param usage null but in the last one
   */
  public record Chunk(String id, String object, String model, List<Choice> choices, Usage usage) {}

  /**
   * A part of a choice.
   *
   * @param index the choice's number
   * @param delta the part of its message
   * @param finishReason null but in the last one
   */
  public record Choice(int index, Delta delta, String finishReason) {}

  /**
   * A part of a message.
   *
   * @param content the text
   */
  public record Delta(String content) {}

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

  /** Answers in chunks; each value is recognized by its name and shape. */
  @Generation(name = "chat", provider = "openai")
  public Iterator<Chunk> stream(String model, List<Message> messages) {
    return STREAM.iterator();
  }

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
