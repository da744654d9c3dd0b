package dev.raglan.internal.chat;

import dev.raglan.internal.read.Shape;
import dev.raglan.model.Completion;
import dev.raglan.model.Extraction;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.spi.ChunkReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads chunks of which each states the whole answer so far, as YandexGPT's do. */
final class AnswersSoFar implements ChunkReader {

  private final Shapes shapes;
  private @Nullable Shape last;
  private @Nullable Failure failure;

  AnswersSoFar(Shapes shapes) {
    this.shapes = shapes;
  }

  static boolean isChunk(Shape shape) {
    return alternatives(shape) != null;
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

  @Override
  public void add(Object chunk) {
    Shape shape = shapes.of(chunk);
    Failure told = FailureReader.of(shape);
    failure = told == null ? failure : told;
    Shape held = alternatives(shape);
    last = held == null ? last : held;
  }

  @Override
  public Extraction result() {
    Shape answer = last;
    Completion whole = answer == null ? null : ChatChunks.whole(answer, UsageReader.stated(answer));
    Completion completion =
        whole == null
            ? null
            : new Completion( // The version of the model is not its name.
                null, null, whole.messages(), whole.finishReasons(), whole.usage());
    Extraction read = completion == null ? Extraction.NONE : Extraction.of(completion);
    return read.with(failure);
  }
}
