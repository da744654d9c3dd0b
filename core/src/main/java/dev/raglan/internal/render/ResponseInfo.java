package dev.raglan.internal.render;

import dev.raglan.annotation.Field;
import dev.raglan.model.Completion;
import dev.raglan.model.Embeddings;
import dev.raglan.model.Extraction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of its answer besides the answer: what is bound, else what was read.
 *
 * @param id the response's id; null if it is not known
 * @param model the model that answered; null if it is not known
 * @param finishReasons why the model stopped, one for each choice, in the provider's words
 */
public record ResponseInfo(
    @Nullable String id, @Nullable String model, List<String> finishReasons) {

  private static final ResponseInfo UNKNOWN = new ResponseInfo(null, null, List.of());

  static ResponseInfo of(Rendering rendering) {
    ResponseInfo read = rendering.callsModel() ? read(rendering.extracted().output()) : UNKNOWN;
    if (!rendering.hasBindings()) {
      return read;
    }
    String id = rendering.text(Field.RESPONSE_ID);
    String model = rendering.text(Field.RESPONSE_MODEL);
    List<String> reasons = rendering.texts(Field.FINISH_REASON);
    return new ResponseInfo(
        id == null ? read.id : id,
        model == null ? read.model : model,
        reasons.isEmpty() ? read.finishReasons : reasons);
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
