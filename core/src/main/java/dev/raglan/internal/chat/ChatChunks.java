package dev.raglan.internal.chat;

import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Usage;
import dev.raglan.spi.ChunkReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenAI's Chat Completions and text completions, Gemini's candidates and Ollama's answers,
 * in chunks or whole: a whole response is one chunk whose choices have a message in place of a
 * delta.
 */
final class ChatChunks implements ChunkReader {

  /** The most choices of one value that are looked at; those beyond the limit are counted. */
  private static final int MOST_CHOICES = 1024;

  private static final String CANDIDATES = "candidates";

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;

  ChatChunks(Shapes shapes) {
    this.shapes = shapes;
  }

  /** Returns true for a chunk; Azure's first has no choices, but says that it has filtered. */
  static boolean isChunk(Shape shape) {
    String object = shape.text("object");
    if ("chat.completion.chunk".equals(object)) {
      return true;
    }
    List<Shape> first = shape.list(1, "choices");
    if (isCandidates(shape) || isOfOllama(shape)) {
      return true;
    }
    if (first.isEmpty()) {
      return shape.has("choices") && (shape.has("prompt_filter_results") || "".equals(object));
    }
    return first.get(0).has("delta")
        || "text_completion".equals(object) && first.get(0).has("text");
  }

  /** Gemini's chunks and its whole answers have one form. */
  private static boolean isCandidates(Shape shape) {
    List<Shape> first = shape.list(1, CANDIDATES);
    return first.isEmpty() ? blocked(shape) != null : first.get(0).has("content", "finish_reason");
  }

  /** Returns why Gemini did not answer; null if it did. */
  private static @Nullable String blocked(Shape shape) {
    Shape feedback = shape.at("prompt_feedback");
    return feedback == null ? null : feedback.text("block_reason");
  }

  /** Ollama's answer is its own only choice, and says whether it is done. */
  private static boolean isOfOllama(Shape shape) {
    return shape.get("done") instanceof Boolean
        && shape.text("model") != null
        && shape.has("message", "response");
  }

  /** Returns true for a response that has the same form but is whole. */
  static boolean isWhole(Shape shape) {
    List<Shape> first = shape.list(1, "choices");
    return first.isEmpty()
        ? shape.has("choices") && shape.has("usage", "model")
        : first.get(0).has("message", "text");
  }

  /** Returns a whole response, with what it states to have used. */
  static @Nullable Completion whole(Shape response, @Nullable Usage usage) {
    GrowingCompletion whole = GrowingCompletion.whole();
    whole.about(response.text(Completions.ID), Completions.model(response), usage);
    choices(response, whole);
    return whole.completion();
  }

  @Override
  public void add(Object chunk) {
    Shape shape = shapes.of(chunk);
    growing.failed(FailureReader.of(shape));
    boolean alone = isOfOllama(shape);
    growing.about(
        shape.text("id", "response_id"),
        Completions.model(shape),
        alone ? UsageReader.in(shape) : UsageReader.stated(shape));
    choices(shape, growing);
  }

  private static void choices(Shape response, GrowingCompletion growing) {
    List<Shape> choices =
        isOfOllama(response)
            ? List.of(response)
            : response.list(MOST_CHOICES, "choices", CANDIDATES);
    String blocked = choices.isEmpty() ? blocked(response) : null;
    if (blocked != null) {
      growing.choice(0).finished(blocked);
    }
    for (int i = 0; i < choices.size(); i++) {
      Long index = choices.get(i).count("index");
      choice(choices.get(i), growing.choice(index == null ? i : index));
    }
  }

  private static void choice(Shape choice, GrowingCompletion.Choice growing) {
    growing.finished(choice.text(Completions.FINISH));
    Shape delta = choice.at("delta");
    Shape message =
        delta == null ? choice.at("message", "content") : orWhole(delta, choice, growing);
    String only = message == null ? choice.text("text", "response") : message.asText();
    if (message == null || only != null) {
      growing.parts().text(only);
      return;
    }
    growing.spokenBy(message.text("role"), message.text("name"));
    growing.parts().read(message, !choice.has("message") || choice.has("done"));
  }

  /** Perplexity states the message so far beside each delta, and beside an empty one all of it. */
  private static Shape orWhole(Shape delta, Shape choice, GrowingCompletion.Choice growing) {
    Shape message = choice.at("message");
    boolean isFirst = growing.parts().isEmpty();
    return message != null && isFirst && new MessageParts("").read(delta).isEmpty()
        ? message
        : delta;
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
