package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.ReactiveContext;
import io.opentelemetry.context.Scope;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * The rest of a request, subscribed to in the context that Reactor's context carries. With context
 * propagation off nothing else makes it current where a controller is called. Thread-safe.
 */
final class EnteredMono extends MonoOperator<Void, Void> {

  private EnteredMono(Mono<Void> rest) {
    super(rest);
  }

  static Mono<Void> of(Mono<Void> rest) {
    return Hooks.isAutomaticContextPropagationEnabled() ? rest : new EnteredMono(rest);
  }

  @Override
  @SuppressWarnings("try") // The scope is there to be closed.
  public void subscribe(CoreSubscriber<? super Void> subscriber) {
    try (Scope scope = ReactiveContext.enter(subscriber.currentContext())) {
      source.subscribe(subscriber);
    }
  }
}
