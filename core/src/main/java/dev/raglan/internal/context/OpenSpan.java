package dev.raglan.internal.context;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** A span that the facade started and can end. Thread-safe. */
public interface OpenSpan {

  /** Returns the OpenTelemetry span. */
  Span span();

  /** Returns the context in which the span is the current one. */
  Context context();

  /** Returns true once the span has ended; it has released its content then, or is about to. */
  boolean hasEnded();

  /**
   * Lets go of the threads that the span and the open ones below are current on: nobody can end
   * them any more.
   */
  void abandon();
}
