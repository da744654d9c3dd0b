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
 * @param isCountedAbove true if an enclosing span shows its usage and cost, and its own must not
 * @param isCountedBelow true if a generation below it shows tokens of which nobody told, so that
 *     they are not estimated twice
 * @param isAnsweredBelow true if a model call below it has answered, of which its result may be
 *     made
 * @param asked the model that the calls below it asked for; null if it is not known, or there are
 *     several
 */
public record Extracted(
    Extraction input,
    Extraction output,
    @Nullable Cost cost,
    boolean isCountedAbove,
    boolean isCountedBelow,
    boolean isAnsweredBelow,
    @Nullable AskedModel asked) {

  /**
   * A model that a call asked for.
   *
   * @param provider the name of its provider; null if it is not known
   */
  public record AskedModel(String name, @Nullable String provider) {}

  /** Nothing was read. */
  public static final Extracted NONE = new Extracted(Extraction.NONE, Extraction.NONE, null);

  /** Creates the facts of a call whose usage its own span shows. */
  public Extracted(Extraction input, Extraction output, @Nullable Cost cost) {
    this(input, output, cost, false, false, false, null);
  }

  /** Returns the same facts, of which an enclosing span shows the usage and the cost. */
  public Extracted countedAbove() {
    return new Extracted(input, output, cost, true, isCountedBelow, isAnsweredBelow, asked);
  }

  /** Returns the same facts, of which a generation below shows tokens of which nobody told. */
  public Extracted countedBelow() {
    return new Extracted(input, output, cost, isCountedAbove, true, isAnsweredBelow, asked);
  }

  /** Returns the same facts of a call below which a model has answered. */
  public Extracted answeredBelow() {
    return new Extracted(input, output, cost, isCountedAbove, isCountedBelow, true, asked);
  }

  /** Returns the same facts with the model that calls below asked for. */
  public Extracted withAsked(AskedModel model) {
    return new Extracted(
        input, output, cost, isCountedAbove, isCountedBelow, isAnsweredBelow, model);
  }

  /** Returns the same facts with others of the input. */
  public Extracted withInput(Extraction read) {
    return new Extracted(
        read, output, cost, isCountedAbove, isCountedBelow, isAnsweredBelow, asked);
  }

  /** Returns the same facts with others of the output. */
  public Extracted withOutput(Extraction read) {
    return new Extracted(input, read, cost, isCountedAbove, isCountedBelow, isAnsweredBelow, asked);
  }

  /** Returns the facts read out of input and output. */
  public static Extracted of(Extraction input, Extraction output) {
    boolean none = input == Extraction.NONE && output == Extraction.NONE;
    return none ? NONE : new Extracted(input, output, null);
  }
}
