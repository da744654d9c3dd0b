package dev.raglan.trace;

import dev.raglan.internal.facade.Draft;
import dev.raglan.internal.facade.RecordingSpan;
import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.SpanOpener;
import dev.raglan.internal.facade.SpanRun;
import dev.raglan.model.SpanType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Builds a step and starts it, as often as it is asked to. Not thread-safe.
 *
 * @param <B> the builder's own type
 * @param <A> the step once it has started
 */
public abstract sealed class BaseSpanBuilder<
        B extends BaseSpanBuilder<B, A>, A extends BaseActiveSpan<A>>
    extends SpanFields<B> permits TraceBuilder, ActiveSpanBuilder, GenerationBuilder {

  final SpanOpener opener;
  final Draft draft;

  BaseSpanBuilder(SpanOpener opener, Draft draft) {
    this.opener = opener;
    this.draft = draft;
  }

  abstract A handle(SpanHandle step);

  @Override
  final SpanWriter writer() {
    return draft;
  }

  /**
   * Sets when the step started; without it, it starts when it is started.
   *
   * @throws IllegalArgumentException if it is after the end
   */
  public final B startTime(Instant start) {
    draft.startTime(Checks.given("startTime", start));
    return self();
  }

  /** Sets what kind of step it is. */
  public final B type(SpanType type) {
    draft.type = Checks.given("type", type);
    draft.customType = null;
    return self();
  }

  /**
   * Sets what kind of step it is, in the application's own word; a name of {@link SpanType} means
   * that type.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public final B type(String type) {
    draft.type(Checks.text("type", type));
    return self();
  }

  /** Sets the span's kind; by default a call to a model or a store is a client's. */
  public final B kind(SpanKind kind) {
    draft.kind = Checks.given("kind", kind);
    return self();
  }

  /**
   * Sets the reference id; a random UUID without it.
   *
   * @throws IllegalArgumentException if it is blank
   */
  public final B referenceId(String id) {
    draft.referenceId = Checks.text("referenceId", id);
    return self();
  }

  /** Links the step to another span. */
  public final B link(SpanContext target) {
    return link(target, Attributes.empty());
  }

  /** Links the step to another span, and says how. */
  public final B link(SpanContext target, Attributes attributes) {
    draft.origin.link(Checks.given("link", target), Checks.given("attributes", attributes));
    return self();
  }

  /** Goes on with the trace of a serialized span context; see {@link SerializedSpanContext}. */
  public final B parent(SerializedSpanContext parent) {
    Span remote = Span.wrap(Checks.given("parent", parent).spanContext());
    return parent(Context.current().with(remote));
  }

  /**
   * Goes on with the trace of a serialized span context.
   *
   * @throws IllegalArgumentException if it is malformed; see {@link SerializedSpanContext}
   */
  public final B parent(String serializedSpanContext) {
    return parent(SerializedSpanContext.parse(serializedSpanContext));
  }

  /**
   * Goes on with the trace that a carrier, such as the headers of a request, tells of; opens one if
   * it tells of none.
   */
  public final <C> B parent(C carrier, TextMapGetter<C> getter) {
    return parent(opener.extract(carrier, getter));
  }

  /** Starts below the span of an OpenTelemetry context, in place of the current one. */
  public final B parent(Context parent) {
    draft.origin.parent(Checks.given("parent", parent));
    return self();
  }

  /** Opens a new trace, whatever span is current. */
  public final B root() {
    draft.origin.root = true;
    return self();
  }

  /**
   * Starts the step and makes it current on this thread until it ends: spans that are started
   * meanwhile hang below it.
   */
  public final A start() {
    SpanHandle step = opener.open(draft);
    if (step instanceof RecordingSpan live) {
      live.enter();
    }
    return watched(step);
  }

  /**
   * Starts the step without making it current: for work that goes on elsewhere.
   *
   * @see BaseActiveSpan#makeCurrent()
   */
  public final A startDetached() {
    return watched(opener.open(draft));
  }

  private A watched(SpanHandle step) {
    A handle = handle(step);
    if (step instanceof RecordingSpan live && live.opensTrace()) {
      opener.openTraces().watch(handle, live);
    }
    return handle;
  }

  /**
   * Runs the work as this step. The result is the output unless another is set; an exception is
   * recorded.
   *
   * @return what the work returns
   * @throws E what the work throws, the same instance
   */
  public final <T extends @Nullable Object, E extends Throwable> T call(ThrowingSupplier<T, E> work)
      throws E {
    return new SpanRun(opener, draft).call(work);
  }

  /**
   * Runs the work as this step; an exception is recorded.
   *
   * @throws E what the work throws, the same instance
   */
  public final <E extends Throwable> void run(ThrowingRunnable<E> work) throws E {
    new SpanRun(opener, draft).run(work);
  }

  /**
   * Runs the work as this step, which ends when the stage that the work returns completes.
   *
   * @return the stage that the work returns, the same instance
   * @throws E what the work itself throws, the same instance
   */
  public final <S extends @Nullable CompletionStage<?>, E extends Throwable> S callAsync(
      ThrowingSupplier<S, E> work) throws E {
    return new SpanRun(opener, draft).callAsync(work);
  }
}
