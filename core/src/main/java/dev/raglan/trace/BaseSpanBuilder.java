package dev.raglan.trace;

import dev.raglan.model.CaptureMode;
import dev.raglan.model.SpanType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Builds a span and starts it, as often as it is asked to. Not thread-safe. Implemented by Raglan
 * alone.
 *
 * @param <B> the builder's own type
 * @param <A> the span once it has started
 */
public interface BaseSpanBuilder<B extends BaseSpanBuilder<B, A>, A extends BaseActiveSpan<A>>
    extends SpanFields<B> {

  /**
   * Sets the start time; without it, the span starts when it is started.
   *
   * @throws IllegalArgumentException if it is after the end
   */
  B startTime(Instant start);

  /** Sets the span's type. */
  B type(SpanType type);

  /**
   * Sets the span's type in the application's own word; a name of {@link SpanType} means that type.
   *
   * @throws IllegalArgumentException if it is blank
   */
  B type(String type);

  /** Sets the span's kind; by default a call to a model or a store is a client's. */
  B kind(SpanKind kind);

  /**
   * Sets the reference id; a random UUID without it.
   *
   * @throws IllegalArgumentException if it is blank
   */
  B referenceId(String id);

  /**
   * Sets the part of the span that is kept, and of all that runs below it; where a {@link
   * dev.raglan.spi.CaptureDecider}, or the span above, keeps less, that counts.
   */
  B capture(CaptureMode mode);

  /** Links the span to another one. */
  default B link(SpanContext target) {
    return link(target, Attributes.empty());
  }

  /** Links the span to another one, with attributes of the link. */
  B link(SpanContext target, Attributes attributes);

  /** Continues the trace of a serialized span context; see {@link SerializedSpanContext}. */
  B parent(SerializedSpanContext parent);

  /**
   * Continues the trace of a serialized span context.
   *
   * @throws IllegalArgumentException if it is malformed; see {@link SerializedSpanContext}
   */
  default B parent(String serializedSpanContext) {
    return parent(SerializedSpanContext.parse(serializedSpanContext));
  }

  /**
   * Continues the trace that a carrier, such as the headers of a request, names; opens a new one if
   * it names none.
   */
  <C> B parent(C carrier, TextMapGetter<C> getter);

  /** Starts below the span of an OpenTelemetry context, in place of the current one. */
  B parent(Context parent);

  /** Opens a new trace, whatever span is current. */
  B root();

  /**
   * Starts the span and makes it current on this thread until it ends: spans that are started
   * meanwhile are its children.
   */
  A start();

  /**
   * Starts the span without making it current: for work that continues elsewhere.
   *
   * @see BaseActiveSpan#makeCurrent()
   */
  A startDetached();

  /**
   * Runs the work as this span. The result is the output unless another is set; an exception is
   * recorded.
   *
   * @return what the work returns
   * @throws E what the work throws, the same instance
   */
  <T extends @Nullable Object, E extends Throwable> T call(ThrowingSupplier<T, E> work) throws E;

  /**
   * Runs the work as this span; an exception is recorded.
   *
   * @throws E what the work throws, the same instance
   */
  <E extends Throwable> void run(ThrowingRunnable<E> work) throws E;

  /**
   * Runs the work as this span, which ends when the stage that the work returns completes.
   *
   * @return the stage that the work returns, the same instance; in place of a plain {@link
   *     java.util.concurrent.CompletableFuture} that is not complete, one that behaves like it and
   *     completes after the span has ended
   * @throws E what the work itself throws, the same instance
   */
  <S extends @Nullable CompletionStage<?>, E extends Throwable> S callAsync(
      ThrowingSupplier<S, E> work) throws E;

  /**
   * Follows a result that is not complete when it is returned: each subscription to a Mono, a Flux
   * or another publisher, the completion of a {@link CompletionStage}, or the elements of a {@link
   * java.util.stream.Stream} or {@link java.util.Iterator} is a span that this builder describes. A
   * result of any other kind is a span that ends at once.
   *
   * <p>The builder must not be changed afterwards.
   *
   * @param result the result, as one of the types named above: a publisher, stream or iterator of a
   *     class of its own is replaced by one of another class; null is returned as null
   * @return a result that behaves like the given one, or the same instance where it can be watched
   */
  <T extends @Nullable Object> T follow(T result);
}
