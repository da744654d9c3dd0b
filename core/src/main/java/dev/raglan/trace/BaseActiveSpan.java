package dev.raglan.trace;

import dev.raglan.Raglan;
import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.SpanOpener;
import dev.raglan.internal.record.Outcome;
import dev.raglan.model.Status;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that has started. Thread-safe.
 *
 * <p>What is said after the end is ignored and counted; see {@link Raglan#lateWrites()}. Nothing is
 * thrown but by the checks of arguments.
 *
 * @param <A> the step's own type
 */
public abstract sealed class BaseActiveSpan<A extends BaseActiveSpan<A>> extends SpanFields<A>
    implements AutoCloseable permits ActiveTrace, ActiveSpan, ActiveGeneration {

  private final SpanOpener opener;
  private final SpanHandle step;

  BaseActiveSpan(SpanOpener opener, SpanHandle step) {
    this.opener = opener;
    this.step = step;
  }

  @Override
  final SpanWriter writer() {
    return step;
  }

  /**
   * Changes the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public final A name(String name) {
    step.name(Checks.text("name", name));
    return self();
  }

  /** Changes what may be changed at once. */
  public final A update(SpanUpdate update) {
    Checks.given("update", update).applyTo(step);
    return self();
  }

  /**
   * Changes what may be changed at once: {@code name}, {@code status}, {@code tags} and {@code
   * attributes}; any other key, and a value that does not fit, is ignored.
   */
  public final A update(Map<String, ? extends @Nullable Object> updates) {
    SpanUpdate.of(updates).applyTo(step);
    return self();
  }

  /**
   * Records an exception, and that the step failed with it; a {@link
   * java.util.concurrent.CancellationException} says that it was cancelled.
   */
  public final A recordException(Throwable thrown) {
    step.exception(Checks.given("thrown", thrown));
    return self();
  }

  /** A builder of a span below this one. */
  public final ActiveSpanBuilder span(String name) {
    ActiveSpanBuilder builder = new ActiveSpanBuilder(opener, name);
    builder.draft.origin.parent(step);
    return builder;
  }

  /** A builder of a generation below this step. */
  public final GenerationBuilder generation(String name) {
    GenerationBuilder builder = new GenerationBuilder(opener, name);
    builder.draft.origin.parent(step);
    return builder;
  }

  /** The reference id, for correlation with other systems; null if the step has none. */
  public final @Nullable String referenceId() {
    return step.referenceId();
  }

  /** The trace id, 32 hexadecimal digits; all zero if tracing is off. */
  public final String traceId() {
    return spanContext().getTraceId();
  }

  /** The span id, 16 hexadecimal digits; all zero if tracing is off. */
  public final String spanId() {
    return spanContext().getSpanId();
  }

  /** OpenTelemetry's identity of the span. */
  public final SpanContext spanContext() {
    return step.span().getSpanContext();
  }

  /** Whether what is said is recorded: not if tracing is off, nor if the trace is not sampled. */
  public final boolean isRecording() {
    return step.span().isRecording();
  }

  /** The OpenTelemetry context in which the step's span is the current one. */
  public final Context context() {
    return step.context();
  }

  /** The OpenTelemetry span, for what asks for one. */
  public final Span openTelemetrySpan() {
    return step.span();
  }

  /** Makes the step current on this thread until the scope is closed, which does not end it. */
  public final Scope makeCurrent() {
    return opener.recorder().makeCurrent(step.context());
  }

  /** Writes the step's identity into a carrier, such as the headers of a request. */
  public final <C> A inject(C carrier, TextMapSetter<C> setter) {
    opener.inject(step.context(), carrier, setter);
    return self();
  }

  /**
   * Ends the step now, unless an end was set; steps that are open below it end first.
   *
   * @return the reference id; null if the step has none
   */
  public final @Nullable String end() {
    step.end(null);
    return step.referenceId();
  }

  /**
   * Ends the step with a status.
   *
   * @return the reference id; null if the step has none
   */
  public final @Nullable String end(Status status) {
    status(status);
    return end();
  }

  /**
   * Ends the step at a time.
   *
   * @return the reference id; null if the step has none
   * @throws IllegalArgumentException if it is before the start
   */
  public final @Nullable String end(Instant at) {
    step.end(Checks.given("the end", at));
    return step.referenceId();
  }

  /**
   * Ends the step as one whose work is done: a success, unless a status was set.
   *
   * @param result the output, unless one was set; null for none
   */
  public final void complete(@Nullable Object result) {
    step.complete(result, Outcome.SUCCESS);
  }

  /**
   * Ends the step as one whose work failed; with a {@link
   * java.util.concurrent.CancellationException} it was cancelled.
   */
  public final void completeExceptionally(Throwable thrown) {
    step.complete(null, Outcome.of(Checks.given("thrown", thrown)));
  }

  /** Ends the step; see {@link #end()}. */
  @Override
  public final void close() {
    step.end(null);
  }
}
