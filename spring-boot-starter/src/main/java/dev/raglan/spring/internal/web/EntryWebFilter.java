package dev.raglan.spring.internal.web;

import dev.raglan.internal.context.ContextOwner;
import dev.raglan.internal.result.ReactiveContext;
import dev.raglan.internal.safe.Safe;
import java.util.function.BooleanSupplier;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * WebFlux filter through which the woven calls of a request reach the application that serves it,
 * where another one in the same virtual machine could take them. Thread-safe.
 */
public final class EntryWebFilter implements WebFilter, Ordered {

  private final ContextOwner owner;
  private final BooleanSupplier alone;

  /**
   * Creates one.
   *
   * @param owner the application's tracing
   * @param alone returns true while woven calls reach it anyway
   */
  public EntryWebFilter(ContextOwner owner, BooleanSupplier alone) {
    this.owner = owner;
    this.alone = alone;
  }

  /** Right after what observes requests. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 2;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    Mono<Void> rest = chain.filter(exchange);
    return alone.getAsBoolean() ? rest : rest.contextWrite(this::owned);
  }

  private reactor.util.context.Context owned(reactor.util.context.Context subscriber) {
    return Safe.orElse(
        () -> ReactiveContext.with(subscriber, owner.own(ReactiveContext.of(subscriber))),
        subscriber);
  }
}
