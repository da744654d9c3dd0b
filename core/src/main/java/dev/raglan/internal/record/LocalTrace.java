package dev.raglan.internal.record;

import dev.raglan.internal.facade.RecordingSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the spans of one trace share in this process, from the topmost span of Raglan's down.
 *
 * <p>It rides in the OpenTelemetry context, so that it is reached from wherever the context travels
 * and lives no longer than the trace. Thread-safe.
 */
public final class LocalTrace implements ImplicitContextKeyed {

  private static final ContextKey<LocalTrace> KEY = ContextKey.named("raglan-trace-state");

  private final Span root;
  private volatile @Nullable EventMemory events;
  private volatile boolean hasEvent;
  private volatile Map<String, Object> params;
  private volatile @Nullable RecordingSpan step;

  /**
   * @param params the parameters that the trace begins with, never changed afterwards
   */
  LocalTrace(Span root, Map<String, Object> params) {
    this.root = root;
    this.params = params;
  }

  /** What the current trace shares; null outside a trace. */
  public static @Nullable LocalTrace current() {
    return of(Context.current());
  }

  /** What the trace of the context shares; null outside a trace. */
  public static @Nullable LocalTrace of(Context context) {
    return context.get(KEY);
  }

  /** What the trace of the current span shares; null outside a trace. */
  public static @Nullable LocalTrace ofCurrentSpan() {
    LocalTrace current = current();
    return current != null && current.holds(Span.current()) ? current : null;
  }

  @Override
  public Context storeInContext(Context context) {
    return context.with(KEY, this);
  }

  /** The trace's topmost span in this process. */
  public Span root() {
    return root;
  }

  /** Takes note that the facade started the topmost span, if it is the step's. */
  public static void openedBy(RecordingSpan step) {
    LocalTrace state = of(step.context());
    if (state != null && state.root == step.span()) {
      state.step = step;
    }
  }

  /** The topmost span as the facade's step; null if the facade did not start it. */
  public @Nullable RecordingSpan step() {
    return step;
  }

  /** Whether the span belongs to the trace. */
  public boolean holds(Span span) {
    return root.getSpanContext().getTraceId().equals(span.getSpanContext().getTraceId());
  }

  /** What is remembered of the trace's RAG events, to be added to. */
  public synchronized EventMemory events() {
    EventMemory memory = events;
    if (memory == null) {
      memory = new EventMemory();
      events = memory;
    }
    return memory;
  }

  /** What is remembered of the trace's RAG events; null if it had none. */
  @Nullable EventMemory rememberedEvents() {
    return events;
  }

  /** Claims the trace's only RAG event; false if it was claimed before. */
  public synchronized boolean claimEvent() {
    boolean free = !hasEvent;
    hasEvent = true;
    return free;
  }

  /** Whether the trace's RAG event was claimed. */
  boolean hasEvent() {
    return hasEvent;
  }

  /** The trace's parameters as they are now, never changed afterwards. */
  public Map<String, Object> params() {
    return params;
  }

  /**
   * Replaces the trace's parameters.
   *
   * @param update makes the new ones, which must never change, out of the old ones
   */
  public synchronized void updateParams(UnaryOperator<Map<String, Object>> update) {
    params = update.apply(params);
  }
}
