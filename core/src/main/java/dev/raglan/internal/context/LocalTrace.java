package dev.raglan.internal.context;

import dev.raglan.internal.span.SpanPlace;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state that the spans of one trace share in this process, from the topmost span of Raglan's
 * down.
 *
 * <p>It is carried in the OpenTelemetry context, so that it is reached from wherever the context
 * travels. A context may outlive the trace by far: at the end of the topmost span, all that holds
 * content is released. Thread-safe.
 */
public final class LocalTrace implements ImplicitContextKeyed {

  private static final ContextKey<LocalTrace> KEY = ContextKey.named("raglan-local-trace");

  private final ContextOwner owner;

  /** The topmost {@link Span}, or the {@link OpenSpan} that it is if the facade started it. */
  private volatile Object root;

  private volatile @Nullable EventMemory events;

  /** The parameters; null if there never were any. */
  private volatile @Nullable Map<String, Object> params;

  /** The trace context that the trace began with, replaced by one that was set later. */
  private volatile @Nullable RenderedContext traceContext;

  /**
   * Begins a trace.
   *
   * @param owner the tracing that opens it
   * @param root its topmost span
   * @param params the parameters that it begins with, never changed afterwards
   * @param traceContext the trace context that it begins with; null for none
   */
  public LocalTrace(
      ContextOwner owner,
      Span root,
      Map<String, Object> params,
      @Nullable RenderedContext traceContext) {
    this.owner = owner;
    this.root = root;
    // To write what is there already is not free: every volatile write waits for those before it.
    if (!params.isEmpty()) {
      this.params = params;
    }
    if (traceContext != null) {
      this.traceContext = traceContext;
    }
  }

  /** Returns the state of the current trace; null outside a trace. */
  public static @Nullable LocalTrace current() {
    return of(Context.current());
  }

  /** Returns the state of the trace of a context; null outside a trace. */
  public static @Nullable LocalTrace of(Context context) {
    return context.get(KEY);
  }

  /** Returns the state of the trace that the current span belongs to; null outside a trace. */
  public static @Nullable LocalTrace ofCurrentSpan() {
    LocalTrace current = current();
    return current != null && current.holds(Span.current()) ? current : null;
  }

  @Override
  public Context storeInContext(Context context) {
    return context.with(KEY, this);
  }

  /** Returns the trace's topmost span in this process; a mere reference once that has ended. */
  public Span root() {
    Object topmost = root;
    return topmost instanceof OpenSpan open ? open.span() : (Span) topmost;
  }

  /** Returns the tracing that opened the trace. */
  ContextOwner owner() {
    return owner;
  }

  /** Keeps the span as the one that the facade started on top of its trace, if it did. */
  public static void openedBy(OpenSpan span) {
    LocalTrace trace = of(span.context());
    if (trace != null && trace.root == span.span()) {
      trace.root = span;
    }
  }

  /** Returns the topmost span if the facade started it and it is open; else null. */
  public @Nullable OpenSpan openSpan() {
    return root instanceof OpenSpan open && !open.hasEnded() ? open : null;
  }

  /** Returns the topmost span of the trace of a context if the facade started it; else null. */
  public static @Nullable OpenSpan openedIn(Context context) {
    LocalTrace trace = of(context);
    return trace != null && trace.root instanceof OpenSpan opened ? opened : null;
  }

  /** Returns true if the span belongs to the trace. */
  public boolean holds(Span span) {
    return SpanPlace.areOfOneTrace(root(), span);
  }

  /** Releases what holds content; the topmost span has ended. One of the facade's releases its. */
  public void end() {
    if (root instanceof Span span) {
      root = SpanPlace.reference(span);
    }
    if (events != null) {
      synchronized (this) {
        events = null;
      }
    }
  }

  /** Returns the memory of the trace's RAG events, to be added to. */
  public synchronized EventMemory events() {
    EventMemory memory = events;
    if (memory == null) {
      memory = new EventMemory();
      events = memory;
    }
    return memory;
  }

  /** Returns the memory of the trace's RAG events; null if it had none. */
  public @Nullable EventMemory rememberedEvents() {
    return events;
  }

  /** Returns the trace's parameters as they are now, never changed afterwards. */
  public Map<String, Object> params() {
    Map<String, Object> known = params;
    return known == null ? Map.of() : known;
  }

  /**
   * Replaces the trace's parameters.
   *
   * @param update makes the new ones, which must never change, out of the old ones
   */
  public synchronized void updateParams(UnaryOperator<Map<String, Object>> update) {
    params = update.apply(params());
  }

  /** Sets a part of the trace context for all spans of the trace that start from now on. */
  public synchronized void add(TraceContext added) {
    RenderedContext known = traceContext;
    TraceContext before = known == null ? TraceContext.EMPTY : known.traceContext();
    traceContext = RenderedContext.late(before.merge(added));
  }

  /** Returns true if a part of the trace context was set after the trace began. */
  public boolean hasLateContext() {
    RenderedContext known = traceContext;
    return known != null && known.isLate();
  }

  /** Returns the trace context that the trace began with, or that was set since; null for none. */
  @Nullable RenderedContext traceContext() {
    return traceContext;
  }
}
