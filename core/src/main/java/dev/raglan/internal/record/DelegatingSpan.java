package dev.raglan.internal.record;

import io.opentelemetry.api.trace.Span;

/** A span that delegates to another one, such as one that starts when it is first needed. */
public interface DelegatingSpan {

  /** Returns the span that everything is delegated to. */
  Span delegate();

  /** Returns the span itself, or the one that it delegates to. */
  static Span resolve(Span span) {
    return span instanceof DelegatingSpan delegating ? delegating.delegate() : span;
  }
}
