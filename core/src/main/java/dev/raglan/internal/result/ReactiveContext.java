package dev.raglan.internal.result;

import io.opentelemetry.context.Context;

/**
 * Access to the OpenTelemetry context in Reactor's context: it travels with a subscription, on
 * whatever threads its signals come.
 */
public final class ReactiveContext {

  /**
   * The key under which Reactor's context holds the OpenTelemetry context. A {@code
   * ThreadLocalAccessor} of the same key makes it current on the threads of operators.
   */
  public static final String KEY = "dev.raglan.opentelemetry-context";

  private ReactiveContext() {}

  /** Returns the context of the subscriber: the one that travels with it, else the thread's. */
  static Context of(reactor.util.context.ContextView subscriber) {
    Object travelling = subscriber.getOrDefault(KEY, null);
    return travelling instanceof Context context ? context : Context.current();
  }
}
