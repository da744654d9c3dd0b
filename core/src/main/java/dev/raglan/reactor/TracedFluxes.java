package dev.raglan.reactor;

import dev.raglan.trace.BaseSpanBuilder;
import reactor.core.publisher.Flux;

/** Follows a Flux with a span of the facade. */
public final class TracedFluxes {

  private TracedFluxes() {}

  /**
   * Returns the Flux with a span for each subscription, which collects its elements and ends with
   * it. Nothing starts before.
   *
   * @param span describes the span of each subscription; not to be changed afterwards
   */
  public static <T> Flux<T> follow(BaseSpanBuilder<?, ?> span, Flux<T> flux) {
    return span.follow(flux);
  }
}
