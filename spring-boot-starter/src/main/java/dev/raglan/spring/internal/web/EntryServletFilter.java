package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.RequestRoot;
import dev.raglan.internal.framework.RequestRoots;
import dev.raglan.internal.framework.RequestThread;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Servlet filter through which a request enters tracing: it has a root span where nothing else
 * traces requests, and its woven calls reach the application that serves it, where another one in
 * the same virtual machine could take them. Thread-safe.
 */
public final class EntryServletFilter extends OncePerRequestFilter implements Ordered {

  private static final String ROOT = RequestRoot.class.getName();
  private static final String ROUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
  private static final int FAILED = 500;
  private static final int ERRORS = 400;

  private final RequestRoots roots;
  private final BooleanSupplier alone;

  /**
   * Creates one.
   *
   * @param alone returns true while woven calls reach the application anyway
   */
  public EntryServletFilter(RequestRoots roots, BooleanSupplier alone) {
    this.roots = roots;
    this.alone = alone;
  }

  /** Right after what observes requests. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 2;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    RequestRoot known = (RequestRoot) request.getAttribute(ROOT);
    if (!isAsyncDispatch(request)) {
      RequestTask.carry(request);
    }
    if (known == null && !roots.isActive() && alone.getAsBoolean()) {
      goOn(request, response, chain);
      return;
    }
    RequestRoot root = known == null ? open(request) : known;
    try (Scope scope = root.makeCurrent()) {
      goOn(request, response, chain);
    } catch (Throwable thrown) {
      fail(root, thrown, request);
      throw thrown;
    } finally {
      leave(root, known == null, request, response);
    }
  }

  @SuppressWarnings("try") // It is there to be closed.
  private static void goOn(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try (RequestThread thread = RequestThread.enter()) {
      chain.doFilter(request, response);
    }
  }

  private RequestRoot open(HttpServletRequest request) {
    RequestRoot root = roots.open(Context.current(), request.getMethod(), request, Headers.GETTER);
    request.setAttribute(ROOT, root);
    return root;
  }

  /** Ends the span now, or when what goes on in other threads is complete. */
  private static void leave(
      RequestRoot root, boolean first, HttpServletRequest request, HttpServletResponse response) {
    if (!request.isAsyncStarted()) {
      root.end(request.getAttribute(ROUTE), status(root, response));
    } else if (first) {
      request.getAsyncContext().addListener(new Completion(root, request, response));
    }
  }

  /** The container answers an exception with 500 only after the filters. */
  private static int status(RequestRoot root, HttpServletResponse response) {
    int status = response.getStatus();
    return root.hasFailed() && status < ERRORS ? FAILED : status;
  }

  /** A client that has gone away is no failure. */
  private static void fail(RequestRoot root, Throwable thrown, HttpServletRequest request) {
    Throwable cause = cause(thrown);
    if (DisconnectedClientHelper.isClientDisconnectedException(cause)) {
      root.cancel(request.getAttribute(ROUTE));
    } else {
      root.failed(cause);
    }
  }

  private static Throwable cause(Throwable thrown) {
    return thrown instanceof ServletException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /** An asynchronous request goes on in another thread, which knows nothing of the first. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  /** End of an asynchronous request. */
  private record Completion(
      RequestRoot root, HttpServletRequest request, HttpServletResponse response)
      implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      root.end(request.getAttribute(ROUTE), status(root, response));
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
      Throwable thrown = event.getThrowable();
      if (thrown != null) {
        fail(root, thrown, request);
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }

  /** Reader of a request's headers. */
  private enum Headers implements TextMapGetter<HttpServletRequest> {
    GETTER;

    @Override
    public Iterable<String> keys(HttpServletRequest request) {
      return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String key) {
      return request == null ? null : request.getHeader(key);
    }
  }
}
