package dev.raglan.reactor;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.SpanCall;
import dev.raglan.internal.result.MonoHandler;
import dev.raglan.trace.BaseSpanBuilder;
import reactor.core.publisher.Mono;

/** Follows a Mono as a step of the facade. */
public final class TracedMonos {

  private TracedMonos() {}

  /**
   * The Mono with a step for each subscription, which ends with its value. Nothing starts before.
   *
   * @param step what each subscription starts; not to be changed afterwards
   */
  public static <T> Mono<T> follow(Raglan raglan, BaseSpanBuilder<?, ?> step, Mono<T> mono) {
    return MonoHandler.follow(mono, new SpanCall(raglan, step));
  }
}
