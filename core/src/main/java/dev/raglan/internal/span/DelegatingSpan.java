package dev.raglan.internal.span;

import io.opentelemetry.api.trace.Span;

/** A span that delegates to another one, such as one that starts when it is first needed. */
public interface DelegatingSpan {

  /** Returns the span that everything is delegated to. */
  Span delegate();

  /** Returns the span itself, or the one that it delegates to, through however many. */
  static Span resolve(Span span) {
    Span resolved = span;
    while (resolved instanceof DelegatingSpan delegating) {
      resolved = delegating.delegate();
    }
    return resolved;
  }
}
