package dev.raglan.internal.chat;

import dev.raglan.internal.read.Limits;
import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.spi.ChunkReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks of which each states the whole answer so far, as YandexGPT's do, and DashScope's
 * unless it is asked for pieces: the texts tell.
 */
final class AnswersSoFar implements ChunkReader {

  /** The word of DashScope for an answer that has not ended. */
  private static final String NOT_ENDED = "null";

  private final Shapes shapes;
  private final GrowingCompletion pieces = new GrowingCompletion();
  private @Nullable Completion last;
  private boolean isSoFar = true;
  private @Nullable Failure failure;

  AnswersSoFar(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isChunk(Shape shape) {
    return alternatives(shape) != null || isBegun(shape);
  }

  /** Returns what holds the alternatives: a result in an envelope, or without one. */
  private static @Nullable Shape alternatives(Shape shape) {
    Shape result = shape.at("result");
    Shape held = result == null || result.isText() ? shape : result;
    List<Shape> first = held.list(1, ChatChunks.ALTERNATIVES);
    boolean isAnswer =
        !first.isEmpty() && first.get(0).has("message") && first.get(0).text("status") != null;
    return isAnswer ? held : null;
  }

  /** Returns true for the first chunks of DashScope; its last one is as a whole answer is. */
  private static boolean isBegun(Shape shape) {
    Shape output = shape.at("output");
    if (output == null || output.isText() || !shape.has("request_id")) {
      return false;
    }
    List<Shape> first = output.list(1, "choices");
    Shape choice = first.isEmpty() ? output : first.get(0);
    return NOT_ENDED.equals(choice.text(Completions.FINISH));
  }

  @Override
  public void add(Object chunk) {
    Shape shape = shapes.of(chunk);
    Failure told = FailureReader.of(shape);
    failure = told == null ? failure : told;
    Shape held = alternatives(shape);
    if (held != null) {
      Completion whole = ChatChunks.whole(held, UsageReader.stated(held));
      last = whole == null ? last : ofYandex(whole);
    } else if (told == null) {
      addOfDashScope(shape);
    }
  }

  /** The version of the model is not its name. */
  private static Completion ofYandex(Completion whole) {
    return new Completion(null, null, whole.messages(), whole.finishReasons(), whole.usage());
  }

  private void addOfDashScope(Shape shape) {
    Completion whole = Completions.of(shape);
    Shape output = shape.at("output");
    if (whole == null || output == null) {
      return;
    }
    isSoFar = isSoFar && continues(last, whole);
    last = whole;
    pieces.about(whole.responseId(), whole.model(), whole.usage());
    List<Shape> choices = output.list(Limits.CHOICES, "choices");
    if (choices.isEmpty()) {
      pieces.choice(0).parts().text(output.text("text"));
      finish(output, 0);
    }
    for (int i = 0; i < choices.size(); i++) {
      Shape message = choices.get(i).at("message");
      if (message != null) {
        pieces.choice(i).parts().read(message, true);
      }
      finish(choices.get(i), i);
    }
  }

  private void finish(Shape choice, int index) {
    String reason = choice.text(Completions.FINISH);
    pieces.choice(index).finished(NOT_ENDED.equals(reason) ? null : reason);
  }

  private static boolean continues(@Nullable Completion before, Completion now) {
    return before == null || text(now).startsWith(text(before));
  }

  private static String text(Completion answer) {
    String text = answer.messages().isEmpty() ? null : answer.messages().get(0).content();
    return text == null ? "" : text;
  }

  @Override
  public Extraction result() {
    Completion answer = isSoFar ? last : pieces.completion();
    Extraction read = answer == null ? Extraction.NONE : Extraction.of(ended(answer));
    return read.with(failure);
  }

  private static Completion ended(Completion answer) {
    List<String> reasons = answer.finishReasons();
    return reasons.contains(NOT_ENDED)
        ? new Completion(
            answer.responseId(), answer.model(), answer.messages(), List.of(), answer.usage())
        : answer;
  }
}
