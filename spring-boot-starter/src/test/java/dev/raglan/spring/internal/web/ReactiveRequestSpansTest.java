package dev.raglan.spring.internal.web;

import java.security.Principal;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Under WebFlux, on Netty. */
class ReactiveRequestSpansTest extends RequestSpansContract {

  @Override
  WebApplicationType type() {
    return WebApplicationType.REACTIVE;
  }

  @Override
  Class<?> login() {
    return Login.class;
  }

  /** The place of Spring Security's filter. */
  @Order(-100)
  static class Login implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
      String name = exchange.getRequest().getHeaders().getFirst("X-Login");
      Principal principal = () -> name;
      return chain.filter(
          name == null ? exchange : exchange.mutate().principal(Mono.just(principal)).build());
    }
  }
}
