package dev.raglan.internal.capture;

import dev.raglan.model.Cost;
import dev.raglan.model.Extraction;
import org.jspecify.annotations.Nullable;

/**
 * The facts read out of a call's input and result.
 *
 * @param input out of the bound prompt, or of the documents to be reranked
 * @param output out of the result
 * @param cost what the call cost; null if it is not known
 */
public record Extracted(Extraction input, Extraction output, @Nullable Cost cost) {

  /** Nothing was read. */
  public static final Extracted NONE = new Extracted(Extraction.NONE, Extraction.NONE, null);

  /** Returns the facts read out of input and output. */
  public static Extracted of(Extraction input, Extraction output) {
    boolean none = input == Extraction.NONE && output == Extraction.NONE;
    return none ? NONE : new Extracted(input, output, null);
  }
}
