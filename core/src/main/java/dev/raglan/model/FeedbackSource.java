package dev.raglan.model;

import java.util.Locale;

/**
 * The origin of a feedback.
 *
 * <p>Source: Athina's {@code user_feedback} and {@code grader_feedback}.
 */
public enum FeedbackSource {
  /** The end user's. */
  USER,
  /** Feedback of somebody, or of a model, who grades answers. */
  GRADER;

  /** Returns the value written to {@code raglan.feedback.source}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
