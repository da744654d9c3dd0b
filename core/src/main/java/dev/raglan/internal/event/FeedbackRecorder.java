package dev.raglan.internal.event;

import dev.raglan.internal.context.LocalTrace;
import dev.raglan.internal.context.SpanClock;
import dev.raglan.internal.context.TraceAlone;
import dev.raglan.internal.record.Outcome;
import dev.raglan.internal.record.SpanRecorder;
import dev.raglan.internal.record.ValueText;
import dev.raglan.internal.render.Renderer;
import dev.raglan.internal.safe.OwnWork;
import dev.raglan.internal.span.DelegatingSpan;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.Feedback;
import dev.raglan.model.SpanType;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.spi.SpanDescription;
import dev.raglan.trace.Feedbacks;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Records feedback: as an event of the span it is on while that is open in this process, else as a
 * small span of its own in the same trace. Thread-safe; never throws.
 */
public final class FeedbackRecorder {

  private static final SpanDescription ALONE = SpanDescription.of("feedback", SpanType.EVALUATOR);

  private final BooleanSupplier enabled;
  private final SpanRecorder spans;
  private final EventWriter events;
  private final FeedbackAttributes written;
  private final Attributes constants;

  /**
   * Creates a recorder of feedback.
   *
   * @param enabled returns whether anything is recorded, asked at each call
   */
  public FeedbackRecorder(
      BooleanSupplier enabled,
      SpanRecorder spans,
      Renderer renderer,
      ValueText values,
      EventWriter events) {
    this.enabled = enabled;
    this.spans = spans;
    this.events = events;
    this.written = new FeedbackAttributes(values, events);
    this.constants = renderer.render(ALONE);
  }

  /** Returns the feedback on whatever is current. */
  public Feedbacks feedbacks() {
    return new RecordingFeedbacks(this, FeedbackTarget.CURRENT);
  }

  void record(Feedback feedback, FeedbackTarget target) {
    if (enabled.getAsBoolean()) {
      OwnWork.runFirst("recording feedback", () -> recordSafely(feedback, target));
    }
  }

  private void recordSafely(Feedback feedback, FeedbackTarget target) {
    Span atHand = DelegatingSpan.resolve(atHand(target));
    boolean isAtHand = atHand.getSpanContext().isValid();
    CaptureMode mode = isAtHand ? events.modeOn(atHand, target.context()) : events.modeOf(ALONE);
    AttributesBuilder attributes = written.of(feedback, mode).toBuilder();
    SpanContext on = isAtHand ? atHand.getSpanContext() : target.remote();
    putTarget(target, on, attributes);
    if (atHand.isRecording()) {
      Context context = target.context() == null ? Context.current() : target.context();
      SpanClock.addEvent(atHand, GenAi.EVALUATION_RESULT_EVENT, attributes.build(), context);
    } else {
      recordAlone(attributes.build(), mode, on);
    }
  }

  /** Returns the span that the target names, if it is in this process; else an invalid one. */
  private static Span atHand(FeedbackTarget target) {
    Span current = Span.current();
    if (target.span() != null) {
      return target.span();
    }
    if (target.referenceId() != null || target.sessionId() != null) {
      return Span.getInvalid();
    }
    if (target.traceId() == null) {
      return current;
    }
    LocalTrace trace = LocalTrace.ofCurrentSpan();
    if (trace != null && isNamed(target, trace.root().getSpanContext())) {
      return trace.root();
    }
    return isNamed(target, current.getSpanContext()) ? current : Span.getInvalid();
  }

  private static boolean isNamed(FeedbackTarget target, SpanContext span) {
    return span.getTraceId().equals(target.traceId())
        && (target.spanId() == null || span.getSpanId().equals(target.spanId()));
  }

  private void putTarget(
      FeedbackTarget target, @Nullable SpanContext on, AttributesBuilder attributes) {
    attributes.put(RaglanAttributes.FEEDBACK_TARGET, kind(target, on));
    if (target.referenceId() != null) {
      attributes.put(RaglanAttributes.FEEDBACK_REFERENCE_ID, written.text(target.referenceId()));
    } else if (target.sessionId() != null) {
      attributes.put(RaglanAttributes.SESSION_ID, written.text(target.sessionId()));
    } else if (on != null) {
      attributes.put(RaglanAttributes.FEEDBACK_TRACE_ID, on.getTraceId());
      if (target.traceId() == null || target.spanId() != null) {
        attributes.put(RaglanAttributes.FEEDBACK_SPAN_ID, on.getSpanId());
      }
    }
  }

  private static String kind(FeedbackTarget target, @Nullable SpanContext on) {
    if (target.referenceId() != null) {
      return "reference";
    }
    if (target.sessionId() != null) {
      return "session";
    }
    if (target.traceId() != null && target.spanId() == null) {
      return "trace";
    }
    return on == null ? "project" : "span";
  }

  private void recordAlone(Attributes attributes, CaptureMode mode, @Nullable SpanContext on) {
    AttributesBuilder all = constants.toBuilder().putAll(attributes);
    if (mode != CaptureMode.FULL) {
      all.put(RaglanAttributes.CAPTURE_MODE, mode.id());
    }
    Span span = spans.startLinked(ALONE.name(), parent(on), all.build(), link(on));
    span.addEvent(GenAi.EVALUATION_RESULT_EVENT, attributes);
    spans.end(span, null, Outcome.SUCCESS);
  }

  /** Returns the context of the trace that the feedback is on; without one, the current context. */
  private static Context parent(@Nullable SpanContext on) {
    return on == null ? Context.current() : Context.root().with(Span.wrap(on));
  }

  /** Returns the span that the feedback is on; null where the trace alone is known. */
  private static @Nullable SpanContext link(@Nullable SpanContext on) {
    return on == null || on instanceof TraceAlone ? null : on;
  }
}
