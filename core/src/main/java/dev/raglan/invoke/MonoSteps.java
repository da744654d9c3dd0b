package dev.raglan.invoke;

import dev.raglan.trace.Raglan;
import dev.raglan.trace.StepBuilder;
import reactor.core.publisher.Mono;

/** Follows a Mono as a step of the facade. */
public final class MonoSteps {

  private MonoSteps() {}

  /**
   * The Mono with a step for each subscription, which ends with its value. Nothing starts before.
   *
   * @param step what each subscription starts; not to be changed afterwards
   */
  public static <T> Mono<T> follow(Raglan raglan, StepBuilder<?, ?> step, Mono<T> mono) {
    return MonoResult.follow(mono, new StepCall(raglan, step));
  }
}
