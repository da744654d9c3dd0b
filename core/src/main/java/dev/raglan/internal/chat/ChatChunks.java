package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ChunkReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads OpenAI's Chat Completions and text completions, in chunks or whole: a whole response is one
 * chunk whose choices have a message in place of a delta. Gemini's candidates are choices too, and
 * so is what Ollama sends piece by piece; Bedrock's Converse tells the kind of an event by its
 * name.
 */
final class ChatChunks implements ChunkReader {

  /** Events of Converse, apart from the last two. */
  private static final String[] EVENTS = {
    "message_start", "content_block_start", "content_block_delta"
  };

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
    if (isCandidates(shape) || shape.has(EVENTS) || isUndone(shape)) {
      return true;
    }
    List<Shape> first = shape.list(1, "choices");
    if (first.isEmpty()) {
      return shape.has("choices") && (shape.has("prompt_filter_results") || "".equals(object));
    }
    return first.get(0).has("delta")
        || "text_completion".equals(object) && first.get(0).has("text");
  }

  /** Returns true for a piece of an answer as Ollama sends it, which says that it is not all. */
  private static boolean isUndone(Shape shape) {
    return Boolean.FALSE.equals(shape.get("done"))
        && shape.text("model") != null
        && shape.has("message", "response");
  }

  private static boolean isCandidates(Shape shape) {
    List<Shape> first = shape.list(1, "candidates");
    return !first.isEmpty() && first.get(0).has("content", "finish_reason");
  }

  /** Returns true for a response that has the same form but is whole. */
  static boolean isWhole(Shape shape) {
    List<Shape> first = shape.list(1, "choices");
    return first.isEmpty()
        ? shape.has("choices") && shape.has("usage", "model")
        : first.get(0).has("message", "text");
  }

  /** Reads a whole response. */
  static @Nullable Completion whole(Shape response) {
    GrowingCompletion whole = GrowingCompletion.whole();
    whole.about(
        response.text(Completions.ID), Completions.model(response), UsageReader.in(response));
    choices(response, whole);
    return whole.completion();
  }

  @Override
  public void add(Object chunk) {
    Shape shape = shapes.of(chunk);
    growing.failed(FailureReader.of(shape));
    boolean isOllama = shape.get("done") instanceof Boolean;
    growing.about(
        shape.text("id", "response_id"),
        shape.text("model", "model_version"),
        isOllama ? UsageReader.in(shape) : UsageReader.stated(shape));
    choices(shape, growing);
    if (isOllama) {
      choice(shape, growing.choice(0));
    } else if (shape.has(EVENTS) || shape.has("message_stop")) {
      event(shape, growing.choice(0));
    }
  }

  /** Reads an event of Converse: a text, reasoning, the beginning or a piece of a call, the end. */
  private static void event(Shape shape, GrowingCompletion.Choice growing) {
    Shape block = shape.at("content_block_start", "content_block_delta");
    Shape piece = block == null ? null : block.at("start", "delta");
    if (block != null && piece != null) {
      growing.parts().text(piece.text("text"));
      Shape reasoning = piece.at("reasoning_content");
      growing.parts().reasoning(reasoning == null ? null : reasoning.text("text"));
      Shape call = piece.at("tool_use");
      if (call != null) {
        growing
            .parts()
            .calls()
            .piece(
                block.count("content_block_index"),
                call.text("tool_use_id"),
                call.text("name"),
                call.get("input"));
      }
    }
    Shape stop = shape.at("message_stop");
    growing.finished(stop == null ? null : stop.text(Completions.FINISH));
  }

  private static void choices(Shape response, GrowingCompletion growing) {
    List<Shape> choices = response.list(Limits.CHOICES, "choices", "candidates");
    for (int i = 0; i < choices.size(); i++) {
      Long index = choices.get(i).count("index");
      choice(choices.get(i), growing.choice(index == null ? i : index));
    }
  }

  private static void choice(Shape choice, GrowingCompletion.Choice growing) {
    growing.finished(choice.text(Completions.FINISH));
    Shape delta = choice.at("delta");
    Shape message = delta == null ? choice.at("message", "content") : delta;
    String only = message == null ? choice.text("text", "response") : message.asText();
    if (message == null || only != null) {
      growing.parts().text(only);
      return;
    }
    growing.spokenBy(message.text("role"), message.text("name"));
    growing.parts().read(message, delta != null);
  }

  @Override
  public Extraction result() {
    return growing.result();
  }
}
