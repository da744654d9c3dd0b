package dev.raglan.internal.facade;

import dev.raglan.internal.capture.ContentGate;
import dev.raglan.internal.read.StreamAccumulator;
import dev.raglan.internal.record.Outcome;
import dev.raglan.model.SpanType;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A span that has started, as its handles see it. Thread-safe. */
interface StartedSpan extends SpanWriter {

  Span span();

  /** Returns the span for the application, which may put it into a context of its own. */
  default Span handedOut() {
    return span();
  }

  /** Returns the context in which the span is the current one. */
  Context context();

  @Nullable String referenceId();

  void name(String name);

  void exception(Throwable thrown);

  /** Gives the span a type, unless it has one other than that of a plain span. */
  void become(SpanType type);

  /** Records the update as a change if the span has ended; false if it is open, or not ours. */
  default boolean changeEnded(SpanUpdate update) {
    return false;
  }

  /**
   * Ends the span, its open children first; does nothing if it has ended.
   *
   * @param at the end; null for the end that was set, else now
   * @throws IllegalArgumentException if it is before the start
   */
  void end(@Nullable Instant at);

  /** Ends the span with the outcome of its work, unless its status was set. */
  default void complete(@Nullable Object result, Outcome outcome) {
    complete(null, result, outcome);
  }

  /**
   * Ends the span with the outcome of its work, unless its status was set.
   *
   * @param streamed the streamed result; null if nothing was streamed
   */
  void complete(@Nullable StreamAccumulator streamed, @Nullable Object result, Outcome outcome);

  /** Returns the decision what of the span is kept. */
  ContentGate gate();

  /** Returns true if the elements of a streamed result may be the chunks of a model's answer. */
  boolean readsStreams();
}
