package dev.raglan.spring.internal.web;

import dev.raglan.internal.framework.RequestTraceContext;
import dev.raglan.spring.properties.RaglanProperties;
import dev.raglan.trace.TraceContext;
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

/** Servlet filter that reads the trace context of a request, on each of its dispatches. */
public final class TraceContextServletFilter extends OncePerRequestFilter implements Ordered {

  private final RequestAttributes attributes;
  private final RequestTraceContext request;

  /**
   * Creates one.
   *
   * @param settings which headers are read
   * @param request writes what they say
   */
  public TraceContextServletFilter(RaglanProperties.Web settings, RequestTraceContext request) {
    this.attributes = new RequestAttributes(settings);
    this.request = request;
  }

  @Override
  public int getOrder() {
    return RequestAttributes.FILTER_ORDER;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    TraceContext said = attributes.read(request::getHeader, () -> principal(request));
    if (said.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      try (Scope scope = this.request.open(said)) {
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
