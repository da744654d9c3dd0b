package dev.raglan.trace;

import dev.raglan.capture.Captured;
import dev.raglan.internal.Safe;
import dev.raglan.model.Status;
import dev.raglan.render.Renderer;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts spans and ends them with what was gathered meanwhile: the one place where a call meets
 * OpenTelemetry, for annotated methods and for the facade alike. Stateless and thread-safe.
 */
public final class SpanRecorder {

  private final Tracer tracer;
  private final Renderer renderer;
  private final ExceptionRenderer exceptions;
  private final TraceLifecycle traces;

  SpanRecorder(
      Tracer tracer, Renderer renderer, ExceptionRenderer exceptions, TraceLifecycle traces) {
    this.tracer = tracer;
    this.renderer = renderer;
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
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setSpanKind(kind)
        .setAllAttributes(withTraceContext(attributes, parent))
        .startSpan();
  }

  /**
   * Starts a span that is linked to another.
   *
   * @param link null for none
   */
  Span startLinked(String name, Context parent, Attributes attributes, @Nullable SpanContext link) {
    SpanBuilder span =
        tracer
            .spanBuilder(name)
            .setParent(parent)
            .setAllAttributes(withTraceContext(attributes, parent));
    return (link == null ? span : span.addLink(link)).startSpan();
  }

  private Attributes withTraceContext(Attributes attributes, Context parent) {
    Stamp stamp = Stamp.of(parent);
    return stamp == null ? attributes : stamp.addTo(attributes, renderer);
  }

  /**
   * The context in which the span is the current one. For a span that opens a trace in this
   * process, what the trace shares is in it too.
   */
  public Context contextOf(Span span, Context parent) {
    Context context = parent.with(span);
    TraceState state = TraceState.of(parent);
    return state != null && state.holds(span) ? context : context.with(traces.begin(span));
  }

  /**
   * Ends a span.
   *
   * <p>The span ends whatever is thrown on the way; what cannot be rendered is left out.
   *
   * @param context the context in which it was the current one, as {@link #contextOf} made it
   * @param captured what was gathered; null writes nothing
   */
  public void end(Span span, Context context, @Nullable Captured captured, Outcome outcome) {
    try {
      if (span.isRecording()) {
        if (captured != null) {
          renderer.render(captured, new SpanSink(span));
        }
        traces.ending(span, context, captured);
        setStatus(span, outcome);
      }
    } catch (Throwable thrown) {
      Safe.log("rendering a span", thrown);
    } finally {
      Safe.run("ending a span", span::end);
    }
  }

  private void setStatus(Span span, Outcome outcome) {
    Throwable error = outcome.error();
    if (error != null) {
      span.setAttribute(ErrorAttributes.ERROR_TYPE, error.getClass().getName());
      String message = exceptions.message(error);
      span.setStatus(StatusCode.ERROR, message == null ? "" : message);
      span.addEvent(ErrorAttributes.EXCEPTION_EVENT, exceptions.attributes(error));
    } else if (outcome.status() == Status.FAILURE) {
      span.setStatus(StatusCode.ERROR);
    } else if (outcome.status() != Status.SUCCESS) {
      span.setAttribute(RaglanAttributes.STATUS, outcome.status().id());
    }
  }
}
