package dev.raglan.trace;

import dev.raglan.model.Feedback;
import io.opentelemetry.api.trace.Span;
import java.util.List;

/**
 * Feedback of users and graders on answers, on the trace or span that gave them.
 *
 * <pre>{@code
 * raglan.feedback().binary(true);
 * raglan.feedback().forTrace(traceId).log(Feedback.numeric(0.4).withComment("too long"));
 * }</pre>
 *
 * <p>It is on the current span, unless one of the {@code for...} methods says otherwise; with
 * neither, it is on the project. While the span is open and at hand, it is an event of that span,
 * {@code gen_ai.evaluation.result}; later, or from another process, it is a small span of its own
 * in the same trace: below the span that it is on, with one link to it, or without a parent where
 * the trace alone is known. A sampler may leave out the span of a feedback on a reference, a
 * session or the project.
 *
 * <p>Each feedback has an id ({@link Feedback#withId}). One that is logged again with the same id
 * is the same one: repeated, or changed.
 *
 * <p>Immutable and thread-safe. Arguments that make no sense are refused with an {@link
 * IllegalArgumentException}, and nothing else throws; without effect when tracing is disabled or
 * closed. Implemented by Raglan alone.
 *
 * <p>Source: LastMile's feedback methods, Athina's user and grader feedback.
 */
public interface Feedbacks {

  /**
   * Returns the feedback on a trace, also long after it ended.
   *
   * @throws IllegalArgumentException if the id is not 32 hexadecimal digits
   */
  Feedbacks forTrace(String traceId);

  /**
   * Returns the feedback on a span, also long after it ended.
   *
   * @throws IllegalArgumentException if the ids are not 32 and 16 hexadecimal digits
   */
  Feedbacks forSpan(String traceId, String spanId);

  /**
   * Returns the feedback on a span that the application holds.
   *
   * @throws IllegalArgumentException if it is null
   */
  Feedbacks forSpan(Span span);

  /**
   * Returns the feedback on a span that the application holds.
   *
   * @throws IllegalArgumentException if it is null
   */
  default Feedbacks forSpan(BaseActiveSpan<?> span) {
    if (span == null) {
      throw new IllegalArgumentException("feedback on a span needs the span");
    }
    return forSpan(span.openTelemetrySpan());
  }

  /**
   * Returns the feedback on the call that has this id of the application's own.
   *
   * @throws IllegalArgumentException if the id is blank
   */
  Feedbacks forReference(String externalReferenceId);

  /**
   * Returns the feedback on a session: a conversation as a whole.
   *
   * @throws IllegalArgumentException if the id is blank
   */
  Feedbacks forSession(String sessionId);

  /** Logs a thumb up or down. */
  default void binary(boolean positive) {
    log(Feedback.binary(positive));
  }

  /** Logs a neutral judgement. */
  default void neutral() {
    log(Feedback.neutral());
  }

  /**
   * Logs a score.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1, both included
   */
  default void numeric(double score) {
    log(Feedback.numeric(score));
  }

  /**
   * Logs one of several categories.
   *
   * @throws IllegalArgumentException if there are no categories, or it is not one of them
   */
  default void categorical(String category, List<String> categories) {
    log(Feedback.categorical(category, categories));
  }

  /**
   * Logs a text that somebody wrote.
   *
   * @throws IllegalArgumentException if it is null or blank
   */
  default void text(String text) {
    log(Feedback.text(text));
  }

  /**
   * Logs a value of the application's own, written as JSON.
   *
   * @throws IllegalArgumentException if it is null
   */
  default void json(Object value) {
    log(Feedback.json(value));
  }

  /**
   * Logs a feedback with its name, comment and source.
   *
   * @throws IllegalArgumentException if it is null
   */
  void log(Feedback feedback);
}
