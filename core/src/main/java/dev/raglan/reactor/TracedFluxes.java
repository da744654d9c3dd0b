package dev.raglan.reactor;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.SpanCall;
import dev.raglan.internal.result.FluxHandler;
import dev.raglan.trace.BaseSpanBuilder;
import reactor.core.publisher.Flux;

/** Follows a Flux as a step of the facade. */
public final class TracedFluxes {

  private TracedFluxes() {}

  /**
   * The Flux with a step for each subscription, which gathers its elements and ends with it.
   * Nothing starts before.
   *
   * @param step what each subscription starts; not to be changed afterwards
   */
  public static <T> Flux<T> follow(Raglan raglan, BaseSpanBuilder<?, ?> step, Flux<T> flux) {
    return FluxHandler.follow(flux, new SpanCall(raglan, step));
  }
}
