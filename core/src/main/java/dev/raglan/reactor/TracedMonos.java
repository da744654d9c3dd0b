package dev.raglan.reactor;

import dev.raglan.trace.BaseSpanBuilder;
import reactor.core.publisher.Mono;

/** Follows a Mono with a span of the facade. */
public final class TracedMonos {

  private TracedMonos() {}

  /**
   * Returns the Mono with a span for each subscription, which ends with its value. Nothing starts
   * before.
   *
   * @param span describes the span of each subscription; not to be changed afterwards
   */
  public static <T> Mono<T> follow(BaseSpanBuilder<?, ?> span, Mono<T> mono) {
    return span.follow(mono);
  }
}
