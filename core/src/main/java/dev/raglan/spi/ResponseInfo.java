package dev.raglan.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts that a provider reports with its response, besides messages, usage and cost.
 *
 * @param id the response's id; null if it is not known
 * @param model the model that answered; null if it is not known
 * @param finishReasons why the model stopped, one for each choice, in the provider's words
 */
public record ResponseInfo(
    @Nullable String id, @Nullable String model, List<String> finishReasons) {

  /** Copies the list. */
  public ResponseInfo {
    finishReasons = List.copyOf(finishReasons);
  }
}
