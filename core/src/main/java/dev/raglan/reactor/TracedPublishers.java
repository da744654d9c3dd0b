package dev.raglan.reactor;

import dev.raglan.trace.BaseSpanBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows Reactor's publishers with a span of the facade, by their own types. */
public final class TracedPublishers {

  private TracedPublishers() {}

  /**
   * Returns the Mono with a span for each subscription, which ends with its value. Nothing starts
   * before.
   *
   * @param span describes the span of each subscription; not to be changed afterwards
   */
  public static <T> Mono<T> follow(BaseSpanBuilder<?, ?> span, Mono<T> mono) {
    return span.follow(mono);
  }

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
