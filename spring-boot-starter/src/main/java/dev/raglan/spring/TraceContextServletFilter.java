package dev.raglan.spring;

import dev.raglan.trace.TraceContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the spans of a servlet request know what the request says, on each of its dispatches. */
final class TraceContextServletFilter extends OncePerRequestFilter implements Ordered {

  private final RequestWords words;
  private final RequestSpans spans;

  TraceContextServletFilter(RequestWords words, RequestSpans spans) {
    this.words = words;
    this.spans = spans;
  }

  @Override
  public int getOrder() {
    return RequestSpans.FILTER_ORDER;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    TraceContext said = words.read(request::getHeader, () -> principal(request));
    if (said.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      try (Scope scope = spans.in(Context.current(), said).makeCurrent()) {
        chain.doFilter(request, response);
      }
    }
  }

  private static @Nullable String principal(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    return principal == null ? null : principal.getName();
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
}
