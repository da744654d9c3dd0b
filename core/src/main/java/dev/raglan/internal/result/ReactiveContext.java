package dev.raglan.internal.result;

import io.opentelemetry.context.Context;

/**
 * The OpenTelemetry context in Reactor's: it travels with a subscription, whatever thread its
 * signals come on.
 */
public final class ReactiveContext {

  /**
   * The key under which Reactor's context holds the OpenTelemetry context. A {@code
   * ThreadLocalAccessor} of the same key makes it current on the threads of operators.
   */
  public static final String KEY = "dev.raglan.opentelemetry-context";

  private ReactiveContext() {}

  /** The context of the subscriber: the one that travels with it, else the thread's. */
  static Context of(reactor.util.context.ContextView subscriber) {
    Object travelling = subscriber.getOrDefault(KEY, null);
    return travelling instanceof Context context ? context : Context.current();
  }
}
