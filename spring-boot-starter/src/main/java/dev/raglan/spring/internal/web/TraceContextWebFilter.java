package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.framework.RequestTraceContext;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spring.properties.RaglanProperties;
import dev.raglan.trace.TraceContext;
import java.security.Principal;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** WebFlux filter that puts the trace context of a request into Reactor's context. */
public final class TraceContextWebFilter implements WebFilter, Ordered {

  private static final String NOBODY = "";

  private final RequestAttributes attributes;
  private final RequestTraceContext request;

  /**
   * Creates one.
   *
   * @param settings which headers are read
   * @param request writes what they say
   */
  public TraceContextWebFilter(RaglanProperties.Web settings, RequestTraceContext request) {
    this.attributes = new RequestAttributes(settings);
    this.request = request;
  }

  @Override
  public int getOrder() {
    return RequestAttributes.FILTER_ORDER;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return attributes.needPrincipal()
        ? principal(exchange).flatMap(name -> filter(exchange, chain, name))
        : filter(exchange, chain, NOBODY);
  }

  private static Mono<String> principal(ServerWebExchange exchange) {
    return exchange
        .getPrincipal()
        .map(Principal::getName)
        .doOnError(thrown -> Safe.log("reading who is logged in", thrown))
        .onErrorComplete()
        .defaultIfEmpty(NOBODY);
  }

  private Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, String principal) {
    TraceContext said =
        attributes.read(exchange.getRequest().getHeaders()::getFirst, () -> principal);
    Mono<Void> rest = chain.filter(exchange);
    return said.isEmpty()
        ? rest
        : EnteredMono.of(rest).contextWrite(subscriber -> with(said, subscriber));
  }

  private reactor.util.context.Context with(
      TraceContext said, reactor.util.context.Context subscriber) {
    return Safe.orElse(
        () -> ReactiveContext.with(subscriber, request.in(ReactiveContext.of(subscriber), said)),
        subscriber);
  }
}
