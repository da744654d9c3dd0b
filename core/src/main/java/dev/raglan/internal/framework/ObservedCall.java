package dev.raglan.internal.framework;

import dev.raglan.internal.foreign.SpringAiVersion;
import dev.raglan.internal.record.EnclosingGeneration;
import dev.raglan.internal.record.EnclosingGeneration.Asked;
import dev.raglan.internal.record.EnclosingGeneration.ModelCall;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.Completion;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model below an annotated generation, as Spring AI observes it: its usage goes to the
 * generation. Thread-safe.
 */
public final class ObservedCall {

  // Of the contexts of Spring AI, which need not be there.
  private static final PropertyPath RESPONSE = PropertyPath.parse("response");
  private static final PropertyPath MODEL = PropertyPath.parse("request.options.model");
  private static final PropertyPath LAST_MESSAGE =
      PropertyPath.parse("request.instructions[-1].messageType");

  private final ModelCall call;

  private ObservedCall(ModelCall call) {
    this.call = call;
  }

  /**
   * The generation that encloses what is observed, and all that is observed below it on whatever
   * threads. Thread-safe.
   */
  public static final class Enclosing {

    private final EnclosingGeneration generation;

    private Enclosing(EnclosingGeneration generation) {
      this.generation = generation;
    }
  }

  /**
   * Returns the generation that encloses the work on this thread, else the given one; null for
   * neither.
   *
   * @param above the one that encloses the observation above; null for none
   */
  public static @Nullable Enclosing enclosing(@Nullable Enclosing above) {
    EnclosingGeneration current = EnclosingGeneration.current();
    return current == null || above != null && above.generation == current
        ? above
        : new Enclosing(current);
  }

  /**
   * Begins a call.
   *
   * @param observation the context of the observation, which holds the request and later the
   *     response
   * @param told returns what else is known of the response; null if nothing is
   * @param provider returns the model's provider; null if it is not known
   */
  public static ObservedCall begin(
      Object observation,
      Enclosing enclosing,
      Supplier<@Nullable Completion> told,
      Supplier<@Nullable String> provider) {
    return new ObservedCall(
        enclosing.generation.begin(
            () -> answer(observation, told),
            new Asked(() -> model(observation), provider),
            continuesLoop(observation)));
  }

  /** Returns the model that a chat asks for; null for embeddings, which another model makes. */
  private static @Nullable String model(Object observation) {
    boolean isChat = LAST_MESSAGE.find(observation) != null;
    return isChat && MODEL.find(observation) instanceof String model ? model : null;
  }

  private static @Nullable Object answer(Object observation, Supplier<@Nullable Completion> told) {
    Object response = RESPONSE.find(observation);
    return response == null ? told.get() : response;
  }

  /** Returns true for a further round of a tool loop, whose usage includes those before it. */
  private static boolean continuesLoop(Object observation) {
    Object last = LAST_MESSAGE.find(observation);
    return SpringAiVersion.STATES_USAGE_OF_ALL_ROUNDS
        && last != null
        && "TOOL".equals(last.toString());
  }

  /**
   * Ends the call.
   *
   * @return true if the generation counts its usage, and its own span must not
   */
  public boolean end() {
    return call.end();
  }
}
