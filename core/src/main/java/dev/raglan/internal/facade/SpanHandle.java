package dev.raglan.internal.facade;

import dev.raglan.internal.record.Outcome;
import dev.raglan.trace.SpanWriter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A step that has started, as its handles see it. Thread-safe. */
public interface SpanHandle extends SpanWriter {

  Span span();

  /** The context in which the step's span is the current one. */
  Context context();

  @Nullable String referenceId();

  void name(String name);

  void exception(Throwable thrown);

  /**
   * Ends the step, its open children first; does nothing if it has ended.
   *
   * @param at when; null for the end that was set, else now
   * @throws IllegalArgumentException if it is before the start
   */
  void end(@Nullable Instant at);

  /** Ends the step as its work came out, unless its status was set. */
  void complete(@Nullable Object result, Outcome outcome);
}
