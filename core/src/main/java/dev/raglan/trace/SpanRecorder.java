package dev.raglan.trace;

import dev.raglan.capture.Captured;
import dev.raglan.internal.Safe;
import dev.raglan.model.Status;
import dev.raglan.render.HandOver;
import dev.raglan.render.Unrendered;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
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
  private final RenderTime renderTime;
  private final ExceptionRenderer exceptions;

  SpanRecorder(Tracer tracer, RenderTime renderTime, ExceptionRenderer exceptions) {
    this.tracer = tracer;
    this.renderTime = renderTime;
    this.exceptions = exceptions;
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
        .setAllAttributes(attributes)
        .startSpan();
  }

  /**
   * Ends a span.
   *
   * <p>The span ends whatever is thrown on the way; what cannot be rendered is left out.
   *
   * @param captured what was gathered; null writes nothing
   */
  public void end(Span span, @Nullable Captured captured, Outcome outcome) {
    Unrendered left = null;
    try {
      if (span.isRecording()) {
        left = captured == null ? null : renderTime.take(captured, span);
        setStatus(span, outcome);
      }
    } catch (Throwable thrown) {
      Safe.log("rendering a span", thrown);
    } finally {
      end(span, left);
    }
  }

  private static void end(Span span, @Nullable Unrendered left) {
    try {
      HandOver.during(span, left, span::end);
    } catch (Throwable thrown) {
      Safe.log("ending a span", thrown);
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
