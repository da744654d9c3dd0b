package dev.raglan.internal.record;

import dev.raglan.internal.capture.Bindings;
import dev.raglan.internal.capture.Captured;
import dev.raglan.internal.context.BoundContext;
import dev.raglan.internal.context.ContextBaggage;
import dev.raglan.internal.context.ContextOwner;
import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.context.RenderedContext;
import dev.raglan.internal.context.SpanClock;
import dev.raglan.internal.render.Deferred;
import dev.raglan.internal.render.EndingSpan;
import dev.raglan.internal.render.ErrorCategory;
import dev.raglan.internal.render.ErrorType;
import dev.raglan.internal.render.FailureWriter;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.span.LeanTracer;
import dev.raglan.model.Extraction.Failure;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.AttributeSink;
import dev.raglan.spi.SpanDescription;
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
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts spans and ends them with their captured values: the one place where a call meets
 * OpenTelemetry, for annotated methods and for the facade alike. Stateless and thread-safe.
 */
public final class SpanRecorder {

  private final ContextOwner owner;
  private final Tracer tracer;
  private final RenderTime renderTime;
  private final ExceptionRenderer exceptions;
  private final TraceLifecycle traces;
  private final FailureWriter failures = this::writeFailure;
  private final OpenTraces openTraces = new OpenTraces();
  private final OpenResults openResults = new OpenResults();

  /**
   * Creates a recorder that starts its spans with a tracer.
   *
   * @param owner the owner of the contexts of its spans
   */
  public SpanRecorder(
      ContextOwner owner,
      Tracer tracer,
      RenderTime renderTime,
      ExceptionRenderer exceptions,
      TraceLifecycle traces) {
    this.owner = owner;
    this.tracer = tracer;
    this.renderTime = renderTime;
    this.exceptions = exceptions;
    this.traces = traces;
  }

  /** Returns the kind of a span: a call to a model or a store is a client's, as in GenAI. */
  public static SpanKind kindOf(SpanType type) {
    return switch (type) {
      case GENERATION, EMBEDDING, RETRIEVER -> SpanKind.CLIENT;
      default -> SpanKind.INTERNAL;
    };
  }

  /** Returns the owner of the contexts of spans. */
  public ContextOwner owner() {
    return owner;
  }

  /** Returns the calls whose result the application has and that have not ended. */
  public OpenResults openResults() {
    return openResults;
  }

  /** Returns the traces that the facade opened. */
  public OpenTraces openTraces() {
    return openTraces;
  }

  /**
   * Starts a span.
   *
   * @param parent the context whose span is the parent; {@link Context#root()} for a new trace
   * @param attributes the attributes known before the call; samplers see them
   */
  public Span start(String name, SpanKind kind, Context parent, Attributes attributes) {
    return startWith(withTraceContext(attributes, parent), name, kind, parent);
  }

  /** Returns a builder of a span, to which more can be added. */
  SpanBuilder builder(String name, SpanKind kind, Context parent, Attributes attributes) {
    return builderWith(withTraceContext(attributes, parent), name, kind, parent);
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

  /**
   * Starts a span with exactly the attributes.
   *
   * @param start the attributes known before the call, as {@link #withTraceContext} returned them
   */
  public Span startWith(Attributes start, String name, SpanKind kind, Context parent) {
    return tracer instanceof LeanTracer lean
        ? lean.start(name, kind, parent, start)
        : builderWith(start, name, kind, parent).startSpan();
  }

  /** Returns a builder of a span that starts with exactly the attributes. */
  public SpanBuilder builderWith(Attributes start, String name, SpanKind kind, Context parent) {
    return tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).setAllAttributes(start);
  }

  /** Writes captured values on a span that something else ends, over all that it has. */
  public void write(Captured captured, Span span) {
    renderTime.renderer().write(captured, span, new SpanSink(span), renderTime.keepsContent());
  }

  /** Returns the attributes with those of the trace context that the span starts in. */
  public Attributes withTraceContext(Attributes attributes, Context parent) {
    RenderedContext known = RenderedContext.of(parent);
    return known == null ? attributes : known.addTo(attributes, renderTime.renderer());
  }

  /** Returns true if the constants of a plain span can be kept back until its end. */
  public boolean keepsConstantsBack() {
    return renderTime.keepsConstantsBack();
  }

  /**
   * Returns the constants of a span as it is given them: at its start, or most of them at its end.
   *
   * @param all the constants, rendered
   */
  public SpanConstants constants(SpanDescription description, Attributes all) {
    return keepsConstantsBack()
        ? SpanConstants.keptBack(description, all)
        : SpanConstants.atStart(all);
  }

  /**
   * Returns the current context without spans that have ended elsewhere, to start spans in: with
   * the current span of a neighbour, and the trace context of its baggage where that is configured.
   */
  public Context currentContext() {
    return parent(settledContext());
  }

  /** Returns the context to start spans in where the given one is the thread's. */
  public Context parent(Context current) {
    return adopt(ContextScopes.parent(current));
  }

  /** Returns the current context without spans that have ended elsewhere. */
  public Context settledContext() {
    openTraces.release();
    ThreadScopes.closeWaiting();
    return Context.current();
  }

  /** Returns the context with the trace context of its baggage, where that is configured. */
  public Context adopt(Context context) {
    return traces.settings().usesBaggage() ? ContextBaggage.adopt(context) : context;
  }

  /**
   * Returns the context in which the span is the current one. For a span that opens a trace in this
   * process, the state of the trace is in it too.
   */
  public Context contextOf(Span span, Context parent) {
    return contextOf(span, parent, Bindings.NONE);
  }

  /**
   * Returns the context in which the span is the current one. The session, the customer and the
   * user that are bound so far are handed down with it; for a span that opens a trace in this
   * process also its tags and the like.
   */
  public Context contextOf(Span span, Context parent, Bindings bindings) {
    LocalTrace trace = LocalTrace.of(parent);
    Context context =
        trace == null || !trace.holds(span)
            ? contextOfTrace(span, parent, bindings)
            : contextWithin(trace, span, parent, bindings);
    return ContextScopes.started(context, span, parent);
  }

  private Context contextWithin(LocalTrace trace, Span span, Context parent, Bindings bindings) {
    Context context = owner.own(parent.with(renderTime.shown(span)));
    TraceContext said = bindings.isEmpty() ? TraceContext.EMPTY : ownerOf(bindings);
    if (!said.isEmpty()) {
      trace.saidBelow(said);
      return carried(RenderedContext.merge(context, said));
    }
    return trace.hasLateContext() ? carried(context) : context;
  }

  private Context contextOfTrace(Span root, Context parent, Bindings bindings) {
    RenderedContext known = known(parent, bindings);
    Context below = parent.with(renderTime.shown(root));
    return carried(owner.own(below, traces.begin(owner, root, known)));
  }

  private static @Nullable RenderedContext known(Context parent, Bindings bindings) {
    RenderedContext known = RenderedContext.of(parent);
    if (bindings.isEmpty()) {
      return known;
    }
    TraceContext bound = bound(bindings);
    if (bound.isEmpty()) {
      return known;
    }
    return RenderedContext.of(known == null ? bound : known.traceContext().merge(bound));
  }

  // Without Safe: its lambda would be made for each span. A value that cannot be read says nothing.

  private static TraceContext bound(Bindings bindings) {
    try {
      return BoundContext.of(bindings);
    } catch (Throwable thrown) {
      return TraceContext.EMPTY;
    }
  }

  private static TraceContext ownerOf(Bindings bindings) {
    try {
      return BoundContext.ownerOf(bindings);
    } catch (Throwable thrown) {
      return TraceContext.EMPTY;
    }
  }

  /** Returns the context in which a span that does not record is the current one. */
  public Context contextOfUnrecorded(Span span, Context parent) {
    return carried(owner.own(parent).with(span));
  }

  private Context carried(Context context) {
    return traces.settings().usesBaggage() ? ContextBaggage.carry(context) : context;
  }

  /**
   * Makes a context current on this thread until the scope is closed; where that is asked for, the
   * ids of its span are in the logging context meanwhile.
   */
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  public Scope makeCurrent(Context context) {
    return traces.settings().usesMdc() ? MdcScope.enter(context) : ContextScopes.open(context);
  }

  /**
   * Completes a span that is about to end: a RAG event is remembered by its trace, and a trace's
   * topmost span gets the parameters, and the input and output of the trace's events.
   *
   * @param context the context in which it was the current one, as {@link #contextOf} made it
   * @param captured the captured values of the span; null for none
   * @param outcome the outcome: only a success has an output that it did not state itself
   */
  public void ending(Span span, Context context, @Nullable Captured captured, Outcome outcome) {
    if (captured != null || span.isRecording()) {
      traces.ending(span, context, captured, outcome);
      leave(span, context, outcome);
    }
  }

  /**
   * Completes the span of a web request that is about to end: it gets the parameters of its trace,
   * but nothing of its events.
   *
   * @param context the context in which it was the current one, as {@link #contextOf} made it
   */
  public void endingRequest(Span span, Context context, Outcome outcome) {
    if (span.isRecording()) {
      traces.endingRequest(span, context);
      leave(span, context, outcome);
    }
  }

  private static void leave(Span span, Context context, Outcome outcome) {
    Throwable error = outcome.error();
    ContextScopes.ending(context, span, error == null ? null : ErrorType.of(error));
  }

  /**
   * Ends a span.
   *
   * <p>The span ends whatever is thrown on the way; what cannot be rendered is left out.
   *
   * @param captured the captured values, which are newer than all attributes of the span; null
   *     writes nothing
   */
  public void end(Span span, @Nullable Captured captured, Outcome outcome) {
    Attributes start =
        span instanceof ReadableSpan readable ? readable.getAttributes() : Attributes.empty();
    end(span, captured, Attributes.empty(), start, outcome, null);
  }

  /**
   * Returns a mark for a span that would be refused if it ended now, unless a generation that
   * encloses it asks for what it tells. A generation with a mark takes no reports any more.
   *
   * @param context the context in which the span was the current one
   * @return null if there is room, or the span is asked for
   */
  public Deferred.@Nullable Refused refusal(boolean isGeneration, Context context) {
    Deferred.Refused refused = renderTime.refusal();
    EnclosingGeneration own =
        refused != null && isGeneration ? EnclosingGeneration.of(context) : null;
    if (own == null) {
      return refused;
    }
    if (own.reports()) {
      return null;
    }
    Safe.run("counting the calls below a generation", own::closeUnread);
    return refused;
  }

  /**
   * Ends a span that is refused; nothing of its values is gathered for that.
   *
   * @param context the context in which it was the current one
   */
  public void endRefused(Span span, Context context, Deferred.Refused mark, Outcome outcome) {
    traces.endingRefused(span, context);
    leave(span, context, outcome);
    end(span, mark, null);
  }

  /**
   * Ends a span at a time; null for now.
   *
   * @param constants those that were kept back
   * @param start the attributes that are older than all captured values
   * @see #constants
   */
  public void end(
      Span span,
      @Nullable Captured captured,
      Attributes constants,
      Attributes start,
      Outcome outcome,
      @Nullable Instant at) {
    end(span, complete(span, captured, constants, start, outcome, at), at);
  }

  /**
   * Ends a span whose constants were kept back.
   *
   * @param captured the captured values
   * @param start the attributes that the span started with
   * @see #constants
   */
  public void end(
      Span span, Captured captured, Attributes constants, Attributes start, Outcome outcome) {
    end(span, complete(span, captured, constants, start, outcome, null), null);
  }

  private @Nullable Deferred complete(
      Span span,
      @Nullable Captured captured,
      Attributes constants,
      Attributes start,
      Outcome outcome,
      @Nullable Instant at) {
    Deferred left = null;
    try {
      if (captured != null) {
        FailureWriter counted = outcome == Outcome.SUCCESS ? failures : null;
        left = renderTime.take(captured, constants, start, span, counted);
      } else {
        if (span.isRecording()) {
          renderTime.renderer().writeAsItMayLeave(span, start);
        }
        left = Deferred.WRITTEN;
      }
      setStatus(span, outcome, at);
    } catch (Throwable thrown) {
      Safe.log("rendering a span", thrown);
    }
    return left;
  }

  private static void end(Span span, @Nullable Deferred left, @Nullable Instant at) {
    try {
      EndingSpan.end(span, left, at);
    } catch (Throwable thrown) {
      Safe.log("ending a span", thrown);
    }
  }

  /**
   * Records an exception that need not be the reason of a failure.
   *
   * @param told false to record its class alone
   * @param at the time; null for now
   */
  public void recordException(Span span, Throwable error, boolean told, @Nullable Instant at) {
    SpanClock.addEvent(
        span,
        ErrorAttributes.EXCEPTION_EVENT,
        exceptions.attributes(error, span.getSpanContext().getTraceId(), told),
        at);
  }

  /**
   * Records that an open span failed; a cancellation is not a failure.
   *
   * @param told false to record the class of the exception alone
   */
  public void recordFailure(Span span, Throwable error, boolean told) {
    Outcome outcome = Outcome.of(error);
    setStatus(span, told ? outcome : outcome.withoutMessage(), null);
  }

  /** Keeps texts out of whatever is recorded of an exception, on this span and those above it. */
  public void conceal(Throwable error, Set<String> texts) {
    ConcealedTexts.add(error, texts);
  }

  /** Returns a message without texts that are hidden; null for null. */
  public @Nullable String concealing(Set<String> texts, @Nullable String message) {
    return message == null ? null : ConcealedTexts.without(List.copyOf(texts), message);
  }

  /** Writes a failure that came as a value; returns the status of its span. */
  private StatusData writeFailure(Failure failure, AttributeSink sink) {
    sink.put(ErrorAttributes.ERROR_TYPE, renderTime.renderer().name(failure.type()));
    sink.putIfPresent(RaglanAttributes.ERROR_CATEGORY, ErrorCategory.of(failure));
    Integer code = failure.statusCode();
    sink.putIfPresent(RaglanAttributes.STATUS_CODE, code == null ? null : code.longValue());
    String message = exceptions.text(failure.message());
    return StatusData.create(StatusCode.ERROR, message == null ? "" : message);
  }

  private static void setCategory(Span span, @Nullable String category) {
    if (category != null) {
      span.setAttribute(RaglanAttributes.ERROR_CATEGORY, category);
    }
  }

  private void setStatus(Span span, Outcome outcome, @Nullable Instant at) {
    if (outcome == Outcome.SUCCESS || !span.isRecording()) {
      return;
    }
    Throwable error = outcome.error();
    if (error != null) {
      span.setAttribute(ErrorAttributes.ERROR_TYPE, ErrorType.of(error));
      setCategory(span, ErrorCategory.of(error));
      String message = outcome.told() ? exceptions.message(error) : null;
      span.setStatus(StatusCode.ERROR, message == null ? "" : message);
      recordException(span, error, outcome.told(), at);
    } else if (outcome.status() == Status.FAILURE) {
      span.setStatus(StatusCode.ERROR);
    } else if (outcome.status() != Status.SUCCESS) {
      span.setAttribute(RaglanAttributes.STATUS, outcome.status().id());
    }
  }
}
