package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.framework.RequestRoot;
import dev.raglan.internal.framework.RequestRoots;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * WebFlux filter through which a request enters tracing: it has a root span where nothing else
 * traces requests, and its woven calls reach the application that serves it, where another one in
 * the same virtual machine could take them. Thread-safe.
 */
public final class EntryWebFilter implements WebFilter, Ordered {

  private static final String ROUTE =
      "org.springframework.web.reactive.HandlerMapping.bestMatchingPattern";
  private static final int FAILED = 500;

  private final RequestRoots roots;
  private final BooleanSupplier alone;

  /**
   * Creates one.
   *
   * @param alone returns true while woven calls reach the application anyway
   */
  public EntryWebFilter(RequestRoots roots, BooleanSupplier alone) {
    this.roots = roots;
    this.alone = alone;
  }

  /** Right after what observes requests. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 2;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    Mono<Void> rest = EnteredMono.of(chain.filter(exchange));
    return !roots.isActive() && alone.getAsBoolean()
        ? rest
        : Mono.deferContextual(subscriber -> entered(exchange, rest, subscriber));
  }

  private Mono<Void> entered(ServerWebExchange exchange, Mono<Void> rest, ContextView subscriber) {
    RequestRoot root =
        roots.open(
            ReactiveContext.of(subscriber),
            exchange.getRequest().getMethod().name(),
            exchange.getRequest().getHeaders(),
            Headers.GETTER);
    return rest.doOnSuccess(nothing -> complete(root, exchange))
        .doOnError(thrown -> fail(root, thrown, exchange))
        .doOnCancel(() -> root.cancel(route(exchange)))
        .contextWrite(
            context -> Safe.orElse(() -> ReactiveContext.with(context, root.context()), context));
  }

  /** Netty completes the answer to a client that goes away, and cancels only what it is made of. */
  private static void complete(RequestRoot root, ServerWebExchange exchange) {
    if (Safe.orElse(() -> isGone(exchange.getResponse()), false)) {
      root.cancel(route(exchange));
    } else {
      root.end(route(exchange), status(exchange.getResponse()));
    }
  }

  /** An answer of a known length is written at once, after which the server may close itself. */
  private static boolean isGone(ServerHttpResponse response) {
    Object connection = ServerHttpResponseDecorator.getNativeResponse(response);
    return connection instanceof Disposable closeable
        && closeable.isDisposed()
        && response.getHeaders().getContentLength() < 0;
  }

  /** Waits for the answer to an exception, which is made after the filters, with its status. */
  private static void fail(RequestRoot root, Throwable thrown, ServerWebExchange exchange) {
    if (DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
      root.cancel(route(exchange));
      return;
    }
    root.failed(thrown);
    ServerHttpResponse response = exchange.getResponse();
    if (response.isCommitted()) {
      root.end(route(exchange), FAILED);
    } else {
      response.beforeCommit(
          () -> Mono.fromRunnable(() -> root.end(route(exchange), status(response))));
    }
  }

  private static @Nullable Object route(ServerWebExchange exchange) {
    return exchange.getAttribute(ROUTE);
  }

  private static int status(ServerHttpResponse response) {
    HttpStatusCode status = response.getStatusCode();
    return status == null ? 200 : status.value();
  }

  /** Reader of a request's headers. */
  private enum Headers implements TextMapGetter<HttpHeaders> {
    GETTER;

    @Override
    public Iterable<String> keys(HttpHeaders headers) {
      return headers.toSingleValueMap().keySet();
    }

    @Override
    public @Nullable String get(@Nullable HttpHeaders headers, String key) {
      return headers == null ? null : headers.getFirst(key);
    }
  }
}
