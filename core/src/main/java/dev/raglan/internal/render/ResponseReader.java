package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import dev.raglan.spi.ResponseInfo;
import java.util.List;

/** Finds the facts of a response: those that are bound, else those that were read. */
final class ResponseReader {

  private static final ResponseInfo UNKNOWN = new ResponseInfo(null, null, List.of());

  private ResponseReader() {}

  static ResponseInfo read(Rendering rendering) {
    ResponseInfo read = rendering.callsModel() ? read(rendering.readFromOutput()) : UNKNOWN;
    if (!rendering.hasBindings()) {
      return read;
    }
    String id = rendering.text(Field.RESPONSE_ID);
    String model = rendering.text(Field.RESPONSE_MODEL);
    List<String> reasons = rendering.texts(Field.FINISH_REASON);
    return new ResponseInfo(
        id == null ? read.id() : id,
        model == null ? read.model() : model,
        reasons.isEmpty() ? read.finishReasons() : reasons);
  }

  private static ResponseInfo read(Extraction output) {
    Completion completion = output.completion();
    if (completion != null) {
      return new ResponseInfo(
          completion.responseId(), completion.model(), completion.finishReasons());
    }
    Embeddings embeddings = output.embeddings();
    return embeddings == null ? UNKNOWN : new ResponseInfo(null, embeddings.model(), List.of());
  }
}
