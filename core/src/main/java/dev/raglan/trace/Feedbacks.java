package dev.raglan.trace;

import dev.raglan.internal.event.FeedbackRecorder;
import dev.raglan.model.Feedback;
import io.opentelemetry.api.trace.Span;
import java.util.List;

/**
 * What users and graders think of answers, on the trace or span that gave them.
 *
 * <pre>{@code
 * raglan.feedback().binary(true);
 * raglan.feedback().forTrace(traceId).log(Feedback.numeric(0.4).withComment("too long"));
 * }</pre>
 *
 * <p>It is on the current span, unless one of the {@code for...} methods says otherwise; with
 * neither, it is on the project. While the span is open and at hand, it is an event of that span,
 * {@code gen_ai.evaluation.result}; later, or from another process, it is a small span of its own
 * in the same trace. A sampler may leave out the span of a feedback on a reference or the project.
 *
 * <p>Immutable and thread-safe. Arguments that make no sense are refused with an {@link
 * IllegalArgumentException}, and nothing else throws; without effect when tracing is disabled or
 * closed.
 *
 * <p>Source: LastMile's feedback methods, Athina's user and grader feedback.
 */
public final class Feedbacks {

  private final FeedbackRecorder recorder;
  private final FeedbackTarget target;

  public Feedbacks(FeedbackRecorder recorder, FeedbackTarget target) {
    this.recorder = recorder;
    this.target = target;
  }

  /**
   * The same, on a trace, also long after it ended.
   *
   * @throws IllegalArgumentException if the id is not 32 hexadecimal digits
   */
  public Feedbacks forTrace(String traceId) {
    return new Feedbacks(recorder, FeedbackTarget.trace(traceId));
  }

  /**
   * The same, on a span, also long after it ended.
   *
   * @throws IllegalArgumentException if the ids are not 32 and 16 hexadecimal digits
   */
  public Feedbacks forSpan(String traceId, String spanId) {
    return new Feedbacks(recorder, FeedbackTarget.span(traceId, spanId));
  }

  /**
   * The same, on a span that is at hand.
   *
   * @throws IllegalArgumentException if it is null
   */
  public Feedbacks forSpan(Span span) {
    return new Feedbacks(recorder, FeedbackTarget.span(span));
  }

  /**
   * The same, on the call that the application knows by that id of its own.
   *
   * @throws IllegalArgumentException if the id is blank
   */
  public Feedbacks forReference(String externalReferenceId) {
    return new Feedbacks(recorder, FeedbackTarget.reference(externalReferenceId));
  }

  /** Good or bad, as by a thumb up or down. */
  public void binary(boolean positive) {
    log(Feedback.binary(positive));
  }

  /** Neither good nor bad. */
  public void neutral() {
    log(Feedback.neutral());
  }

  /**
   * A score.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1, both included
   */
  public void numeric(double score) {
    log(Feedback.numeric(score));
  }

  /**
   * One of several categories.
   *
   * @throws IllegalArgumentException if there are no categories, or it is not one of them
   */
  public void categorical(String category, List<String> categories) {
    log(Feedback.categorical(category, categories));
  }

  /**
   * What somebody wrote.
   *
   * @throws IllegalArgumentException if it is null or blank
   */
  public void text(String text) {
    log(Feedback.text(text));
  }

  /**
   * A value of the application's own, written as JSON.
   *
   * @throws IllegalArgumentException if it is null
   */
  public void json(Object value) {
    log(Feedback.json(value));
  }

  /**
   * Any feedback, with its name, comment and source.
   *
   * @throws IllegalArgumentException if it is null
   */
  public void log(Feedback feedback) {
    if (feedback == null) {
      throw new IllegalArgumentException("feedback must not be null");
    }
    recorder.record(feedback, target);
  }
}
