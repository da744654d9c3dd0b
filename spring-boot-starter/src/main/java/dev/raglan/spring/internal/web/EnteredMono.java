package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.framework.RequestThread;
import io.opentelemetry.context.Scope;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * The rest of a request, subscribed to in the context that Reactor's context carries. With context
 * propagation off nothing else makes it current where a controller is called. What a controller
 * forgets to end is not current on the thread afterwards. Thread-safe.
 */
final class EnteredMono extends MonoOperator<Void, Void> {

  private EnteredMono(Mono<Void> rest) {
    super(rest);
  }

  static Mono<Void> of(Mono<Void> rest) {
    return new EnteredMono(rest);
  }

  @Override
  @SuppressWarnings("try") // The scope is there to be closed.
  public void subscribe(CoreSubscriber<? super Void> subscriber) {
    try (Scope scope = enter(subscriber);
        RequestThread thread = RequestThread.enter()) {
      source.subscribe(subscriber);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  private static Scope enter(CoreSubscriber<? super Void> subscriber) {
    return Hooks.isAutomaticContextPropagationEnabled()
        ? Scope.noop()
        : ReactiveContext.enter(subscriber.currentContext());
  }
}
