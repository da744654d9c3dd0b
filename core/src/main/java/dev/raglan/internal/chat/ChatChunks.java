package dev.raglan.internal.chat;

import dev.raglan.internal.message.Citations;
import dev.raglan.internal.message.MessageParts;
import dev.raglan.internal.read.DocumentLists;
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
  private static final String OUTPUTS = "outputs";

  /** The choices of YandexGPT. */
  static final String ALTERNATIVES = "alternatives";

  private final GrowingCompletion growing = new GrowingCompletion();
  private final Shapes shapes;

  /** True if the chunk before said that its answer ends with it: those of agents have no ids. */
  private boolean ended;

  /** The last chunk that names sources; each names those of the chunks before. */
  private @Nullable Shape searched;

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
    if (isCandidates(shape) || LoneChoice.isChunk(shape) || isOfMistral(shape)) {
      return true;
    }
    if (first.isEmpty()) {
      return shape.has("choices") && (shape.has("prompt_filter_results") || "".equals(object));
    }
    return first.get(0).has("delta")
        || "text_completion".equals(object) && first.get(0).has("text");
  }

  /** Returns true for a chunk of a form that no whole answer has. */
  static boolean isDelta(Shape shape) {
    List<Shape> first = shape.list(1, "choices");
    return !first.isEmpty() && first.get(0).has("delta");
  }

  /** Gemini's chunks and its whole answers have one form. */
  static boolean isCandidates(Shape shape) {
    List<Shape> first = shape.list(1, CANDIDATES);
    return first.isEmpty() ? blocked(shape) != null : first.get(0).has("content", "finish_reason");
  }

  /** Returns why Gemini did not answer; null if it did. */
  private static @Nullable String blocked(Shape shape) {
    Shape feedback = shape.at("prompt_feedback");
    return feedback == null ? null : feedback.text("block_reason");
  }

  /** Mistral's, streamed by Bedrock's InvokeModel, say of each output whether it has ended. */
  private static boolean isOfMistral(Shape shape) {
    List<Shape> first = shape.list(1, OUTPUTS);
    return !first.isEmpty()
        && first.get(0).text("text") != null
        && first.get(0).states("stop_reason");
  }

  private static boolean isLast(Shape alone) {
    return Boolean.TRUE.equals(alone.get("done"))
        || Boolean.TRUE.equals(alone.get("stop"))
        || alone.text(Completions.FINISH) != null;
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
    boolean alone = LoneChoice.isChunk(shape);
    if (ended && alone) {
      growing.begin();
    }
    ended = alone && isLast(shape);
    growing.about(
        shape.text("id", "response_id"),
        Completions.model(shape),
        alone ? UsageReader.in(shape) : UsageReader.stated(shape));
    choices(shape, growing);
    searched = Citations.isNamedBy(shape) ? shape : searched;
  }

  private static void choices(Shape response, GrowingCompletion growing) {
    boolean isLone = LoneChoice.isText(response);
    List<Shape> choices =
        isLone
            ? List.of(response)
            : response.list(MOST_CHOICES, "choices", CANDIDATES, OUTPUTS, ALTERNATIVES);
    String blocked = choices.isEmpty() ? blocked(response) : null;
    if (blocked != null) {
      growing.choice(0).finished(blocked);
    }
    for (int i = 0; i < choices.size(); i++) {
      Long index = isLone ? null : choices.get(i).count("index");
      choice(choices.get(i), growing.choice(index == null ? i : index));
    }
    if (Citations.isNamedBy(response)) {
      growing.firstChoice().parts().citeOfResponse(response);
    }
  }

  private static void choice(Shape choice, GrowingCompletion.Choice growing) {
    String reason = Completions.finish(choice);
    growing.finished(reason);
    growing.parts().citeOfChoice(choice);
    Shape delta = choice.at("delta");
    Shape message =
        delta == null ? choice.at("message", "content") : orWhole(delta, choice, growing);
    String only = message == null ? LoneChoice.text(choice) : message.asText();
    if (message == null || only != null) {
      growing.parts().text(only);
      return;
    }
    if (delta == null && reason != null && !choice.has("done") && growing.hasSaid(message)) {
      return; // MiniMax ends a stream with the whole message.
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
    Extraction read = growing.result();
    Extraction found = searched == null ? null : DocumentLists.listed(searched);
    return found == null
        ? read
        : new Extraction(
            List.of(),
            read.completion(),
            found.documents(),
            found.documentsLeftOut(),
            null,
            read.failure(),
            read.messagesLeftOut());
  }
}
