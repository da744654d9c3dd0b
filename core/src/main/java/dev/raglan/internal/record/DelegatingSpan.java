package dev.raglan.internal.record;

import io.opentelemetry.api.trace.Span;

/** A span that passes everything on to another, such as one that starts when it is first needed. */
public interface DelegatingSpan {

  /** The span that everything is passed on to. */
  Span standsFor();

  /** The span itself, or the one that it stands for. */
  static Span resolve(Span span) {
    return span instanceof DelegatingSpan standIn ? standIn.standsFor() : span;
  }
}
