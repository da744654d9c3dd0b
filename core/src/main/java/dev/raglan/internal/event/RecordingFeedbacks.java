package dev.raglan.internal.event;

import dev.raglan.model.Feedback;
import dev.raglan.trace.BaseActiveSpan;
import dev.raglan.trace.Feedbacks;
import io.opentelemetry.api.trace.Span;

/** Logs feedback on a target with a {@link FeedbackRecorder}. */
record RecordingFeedbacks(FeedbackRecorder recorder, FeedbackTarget target) implements Feedbacks {

  @Override
  public Feedbacks forTrace(String traceId) {
    return new RecordingFeedbacks(recorder, FeedbackTarget.trace(traceId));
  }

  @Override
  public Feedbacks forSpan(String traceId, String spanId) {
    return new RecordingFeedbacks(recorder, FeedbackTarget.span(traceId, spanId));
  }

  @Override
  public Feedbacks forSpan(Span span) {
    return new RecordingFeedbacks(recorder, FeedbackTarget.span(span, null));
  }

  @Override
  public Feedbacks forSpan(BaseActiveSpan<?> span) {
    return new RecordingFeedbacks(
        recorder,
        span == null
            ? FeedbackTarget.span((Span) null, null)
            : FeedbackTarget.span(span.openTelemetrySpan(), span.context()));
  }

  @Override
  public Feedbacks forReference(String externalReferenceId) {
    return new RecordingFeedbacks(recorder, FeedbackTarget.reference(externalReferenceId));
  }

  @Override
  public Feedbacks forSession(String sessionId) {
    return new RecordingFeedbacks(recorder, FeedbackTarget.session(sessionId));
  }

  @Override
  public void log(Feedback feedback) {
    if (feedback == null) {
      throw new IllegalArgumentException("feedback must not be null");
    }
    recorder.record(feedback, target);
  }
}
