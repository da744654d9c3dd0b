package dev.raglan.internal.record;

import dev.raglan.RaglanBuilder;
import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.context.ContextBaggage;
import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.context.RenderedContext;
import dev.raglan.internal.render.DeferredAttributes;
import dev.raglan.internal.render.EndingSpan;
import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Status;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Starts spans and ends them with what was gathered meanwhile: the one place where a call meets
 * OpenTelemetry, for annotated methods and for the facade alike. Stateless and thread-safe.
 */
public final class SpanRecorder {

  private final Tracer tracer;
  private final RenderTime renderTime;
  private final ExceptionRenderer exceptions;
  private final TraceLifecycle traces;

  SpanRecorder(
      Tracer tracer, RenderTime renderTime, ExceptionRenderer exceptions, TraceLifecycle traces) {
    this.tracer = tracer;
    this.renderTime = renderTime;
    this.exceptions = exceptions;
    this.traces = traces;
  }

  /**
   * Starts a span.
   *
   * @param parent the context whose span is the parent; {@link Context#root()} for a new trace
   * @param attributes what is known before the call: samplers see it
   */
  public Span start(String name, SpanKind kind, Context parent, Attributes attributes) {
    return builder(name, kind, parent, attributes).startSpan();
  }

  /** A span to be started, to which more can be said. */
  public SpanBuilder builder(String name, SpanKind kind, Context parent, Attributes attributes) {
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setSpanKind(kind)
        .setAllAttributes(withTraceContext(attributes, parent));
  }

  /**
   * Starts a span that is linked to another.
   *
   * @param link null for none
   */
  public Span startLinked(
      String name, Context parent, Attributes attributes, @Nullable SpanContext link) {
    SpanBuilder span = builder(name, SpanKind.INTERNAL, parent, attributes);
    return (link == null ? span : span.addLink(link)).startSpan();
  }

  private Attributes withTraceContext(Attributes attributes, Context parent) {
    RenderedContext stamp = RenderedContext.of(parent);
    return stamp == null ? attributes : stamp.addTo(attributes, renderTime.renderer());
  }

  /** Whether the constants of a plain span can be kept back until its end, and given then. */
  public boolean keepsConstantsBack() {
    return renderTime.keepsConstantsBack();
  }

  /**
   * The current context, once steps that have ended elsewhere are out of it, with what baggage says
   * of the session and the like where that is asked for.
   */
  public Context currentContext() {
    return adopt(settledContext());
  }

  /** The current context, once steps that have ended elsewhere are out of it. */
  public Context settledContext() {
    ThreadScopes.closeWaiting();
    return Context.current();
  }

  /** The context with what its baggage says, where that is asked for. */
  public Context adopt(Context context) {
    return traces.usesBaggage() ? ContextBaggage.adopt(context) : context;
  }

  /**
   * The context in which the span is the current one. For a span that opens a trace in this
   * process, what the trace shares is in it too.
   */
  public Context contextOf(Span span, Context parent) {
    Context context = parent.with(span);
    return opensTrace(span, parent) ? carried(context.with(traces.begin(span))) : context;
  }

  /**
   * The context in which the span is the current one. For a span that opens a trace in this
   * process, what is bound to the session, the customer and the like is handed down with it.
   *
   * @param bindings what is bound so far
   */
  public Context contextOf(Span span, Context parent, Bindings bindings) {
    Context context = contextOf(span, parent);
    if (bindings.isEmpty() || !opensTrace(span, parent)) {
      return context;
    }
    TraceContext bound = Safe.orElse(() -> BoundContext.of(bindings), TraceContext.EMPTY);
    return bound.isEmpty() ? context : carried(context.with(TraceContext.of(parent).merge(bound)));
  }

  /** The context in which a span that does not record is the current one. */
  public Context contextOfUnrecorded(Span span, Context parent) {
    return carried(parent.with(span));
  }

  private Context carried(Context context) {
    return traces.usesBaggage() ? ContextBaggage.carry(context) : context;
  }

  private static boolean opensTrace(Span span, Context parent) {
    LocalTrace state = LocalTrace.of(parent);
    return state == null || !state.holds(span);
  }

  /**
   * Makes a context current on this thread until the scope is closed; where that is asked for, the
   * ids of its span are in the logging context meanwhile.
   *
   * @see RaglanBuilder#mdc(boolean)
   */
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  public Scope makeCurrent(Context context) {
    return traces.usesMdc() ? MdcScope.enter(context) : ContextScopes.open(context);
  }

  /**
   * Takes note of a span that is about to end: a RAG event is remembered by its trace, and a
   * trace's topmost span is given the parameters, and what the trace's events say of it.
   *
   * @param context the context in which it was the current one, as {@link #contextOf} made it
   * @param captured what was gathered of it; null for nothing
   */
  public void ending(Span span, Context context, @Nullable Captured captured) {
    if (captured != null || span.isRecording()) {
      traces.ending(span, context, captured);
    }
  }

  /**
   * Ends a span.
   *
   * <p>The span ends whatever is thrown on the way; what cannot be rendered is left out.
   *
   * @param captured what was gathered; null writes nothing
   */
  public void end(Span span, @Nullable Captured captured, Outcome outcome) {
    end(span, captured, outcome, null);
  }

  /** Ends a span at a time; null for now. */
  public void end(Span span, @Nullable Captured captured, Outcome outcome, @Nullable Instant at) {
    end(span, complete(span, captured, Attributes.empty(), outcome), at);
  }

  /**
   * Ends a span whose constants were kept back.
   *
   * @param captured what was gathered
   * @see #keepsConstantsBack()
   */
  public void end(Span span, Captured captured, Attributes constants, Outcome outcome) {
    end(span, complete(span, captured, constants, outcome), null);
  }

  private @Nullable DeferredAttributes complete(
      Span span, @Nullable Captured captured, Attributes constants, Outcome outcome) {
    DeferredAttributes left = null;
    try {
      left = captured == null ? null : renderTime.take(captured, constants, span);
      setStatus(span, outcome);
    } catch (Throwable thrown) {
      Safe.log("rendering a span", thrown);
    }
    return left;
  }

  private static void end(Span span, @Nullable DeferredAttributes left, @Nullable Instant at) {
    try {
      EndingSpan.end(span, left, at);
    } catch (Throwable thrown) {
      Safe.log("ending a span", thrown);
    }
  }

  /** Records an exception that need not be why the step failed. */
  public void recordException(Span span, Throwable error) {
    span.addEvent(ErrorAttributes.EXCEPTION_EVENT, exceptions.attributes(error));
  }

  /** Records that the step failed, while it is open; a cancellation is no failure. */
  public void recordFailure(Span span, Throwable error) {
    setStatus(span, Outcome.of(error));
  }

  private void setStatus(Span span, Outcome outcome) {
    if (outcome == Outcome.SUCCESS || !span.isRecording()) {
      return;
    }
    Throwable error = outcome.error();
    if (error != null) {
      span.setAttribute(ErrorAttributes.ERROR_TYPE, error.getClass().getName());
      String message = exceptions.message(error);
      span.setStatus(StatusCode.ERROR, message == null ? "" : message);
      recordException(span, error);
    } else if (outcome.status() == Status.FAILURE) {
      span.setStatus(StatusCode.ERROR);
    } else if (outcome.status() != Status.SUCCESS) {
      span.setAttribute(RaglanAttributes.STATUS, outcome.status().id());
    }
  }
}
