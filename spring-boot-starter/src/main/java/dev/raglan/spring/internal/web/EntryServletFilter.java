package dev.raglan.spring.internal.web;

import dev.raglan.Raglan;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Servlet filter through which the woven calls of a request reach the application that serves it,
 * where another one in the same virtual machine could take them. Thread-safe.
 */
public final class EntryServletFilter extends OncePerRequestFilter implements Ordered {

  /** Order of the filters: right after the one that observes requests. */
  static final int ORDER = HIGHEST_PRECEDENCE + 2;

  private final Raglan raglan;
  private final BooleanSupplier alone;

  /**
   * Creates one.
   *
   * @param raglan the application's
   * @param alone returns true while woven calls reach it anyway
   */
  public EntryServletFilter(Raglan raglan, BooleanSupplier alone) {
    this.raglan = raglan;
    this.alone = alone;
  }

  @Override
  public int getOrder() {
    return ORDER;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (alone.getAsBoolean()) {
      chain.doFilter(request, response);
    } else {
      try (Scope scope = raglan.makeCurrent()) {
        chain.doFilter(request, response);
      }
    }
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
