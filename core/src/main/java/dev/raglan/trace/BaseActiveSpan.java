package dev.raglan.trace;

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
 * A span that has started. Thread-safe.
 *
 * <p>Whatever is set after the end is ignored and counted by {@code Raglan.lateWrites()}, except
 * for an {@link #update(SpanUpdate)}, which is recorded as a small span that services turn into a
 * change of what they have. Nothing is thrown but an {@link IllegalArgumentException} for an
 * argument that makes no sense. Implemented by Raglan alone.
 *
 * @param <A> the span's own type
 */
public interface BaseActiveSpan<A extends BaseActiveSpan<A>> extends SpanFields<A>, AutoCloseable {

  /**
   * Changes the name.
   *
   * @throws IllegalArgumentException if it is blank
   */
  A name(String name);

  /**
   * Changes the name, the status, tags, attributes and the content at once; after the end all but
   * the content.
   */
  A update(SpanUpdate update);

  /**
   * Changes {@code name}, {@code status}, {@code tags}, {@code attributes}, {@code input}, {@code
   * output}, {@code prompt}, {@code response}, {@code model}, {@code provider} and {@code cost} at
   * once, and {@code content}: a map of them with Adaline's {@code type}. Any other key, and a
   * value that does not fit, is ignored.
   *
   * <p>With a prompt or the like, a span that has no other type becomes a generation.
   *
   * @param updates null changes nothing
   */
  default A update(@Nullable Map<String, ? extends @Nullable Object> updates) {
    return update(SpanUpdate.of(updates));
  }

  /**
   * Records an exception, and that the span failed with it; a {@link
   * java.util.concurrent.CancellationException} records that it was cancelled.
   */
  A recordException(Throwable thrown);

  /**
   * Makes the span a generation, unless it has another type, and returns it as one. Spans below it
   * that have started keep their usage.
   */
  ActiveGeneration asGeneration();

  /** Returns a builder of a span below this one. */
  ActiveSpanBuilder span(String name);

  /** Returns a builder of a generation below this span. */
  GenerationBuilder generation(String name);

  /** Returns the reference id, for correlation with other systems; null if the span has none. */
  @Nullable String referenceId();

  /**
   * Returns the id that a service gave to the trace, or to the span: null until it has been
   * delivered there. Kept for the 8192 that were delivered last.
   *
   * @param target the name of the target, such as {@code adaline}
   */
  @Nullable String serverId(String target);

  /** Returns the trace id, 32 hexadecimal digits; all zero if tracing is off. */
  default String traceId() {
    return spanContext().getTraceId();
  }

  /** Returns the span id, 16 hexadecimal digits; all zero if tracing is off. */
  default String spanId() {
    return spanContext().getSpanId();
  }

  /** Returns OpenTelemetry's identity of the span. */
  default SpanContext spanContext() {
    return openTelemetrySpan().getSpanContext();
  }

  /**
   * Returns true if what is set is recorded: not if tracing is off, nor if the trace is not
   * sampled.
   */
  default boolean isRecording() {
    return openTelemetrySpan().isRecording();
  }

  /** Returns the OpenTelemetry context in which the span is the current one. */
  Context context();

  /** Returns the OpenTelemetry span, for libraries that ask for one. */
  Span openTelemetrySpan();

  /** Makes the span current on this thread until the scope is closed, which does not end it. */
  Scope makeCurrent();

  /** Writes the span's identity into a carrier, such as the headers of a request. */
  <C> A inject(C carrier, TextMapSetter<C> setter);

  /**
   * Ends the span now, unless an end was set; spans that are open below it end first.
   *
   * @return the reference id; null if the span has none
   */
  @Nullable String end();

  /**
   * Ends the span with a status.
   *
   * @return the reference id; null if the span has none
   */
  default @Nullable String end(Status status) {
    return status(status).end();
  }

  /**
   * Ends the span at a time; spans that are open below it end no later.
   *
   * @return the reference id; null if the span has none
   * @throws IllegalArgumentException if it is before the start
   */
  @Nullable String end(Instant at);

  /**
   * Ends the span as a success, unless a status was set.
   *
   * @param result the output, unless one was set; null for none
   */
  void complete(@Nullable Object result);

  /**
   * Ends the span as a failure; a {@link java.util.concurrent.CancellationException} ends it as
   * cancelled.
   */
  void completeExceptionally(Throwable thrown);

  /** Ends the span; see {@link #end()}. */
  @Override
  void close();
}
