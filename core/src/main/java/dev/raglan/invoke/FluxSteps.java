package dev.raglan.invoke;

import dev.raglan.trace.Raglan;
import dev.raglan.trace.StepBuilder;
import reactor.core.publisher.Flux;

/** Follows a Flux as a step of the facade. */
public final class FluxSteps {

  private FluxSteps() {}

  /**
   * The Flux with a step for each subscription, which gathers its elements and ends with it.
   * Nothing starts before.
   *
   * @param step what each subscription starts; not to be changed afterwards
   */
  public static <T> Flux<T> follow(Raglan raglan, StepBuilder<?, ?> step, Flux<T> flux) {
    return FluxResult.follow(flux, new StepCall(raglan, step));
  }
}
