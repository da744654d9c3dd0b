package dev.raglan.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A judgement of an answer. Immutable.
 *
 * <pre>{@code
 * Feedback.numeric(0.8).withName("helpfulness").withComment("clear").from(FeedbackSource.GRADER)
 * }</pre>
 *
 * <p>Source: LastMile's feedback methods; Athina's user and grader feedback with a comment.
 *
 * @param value what it says
 * @param name what is judged, such as {@code helpfulness}; null for the answer as a whole
 * @param comment why; null for none
 * @param source whose judgement it is
 * @param id the id under which it can be repeated and changed; null for a new one each time
 */
public record Feedback(
    FeedbackValue value,
    @Nullable String name,
    @Nullable String comment,
    FeedbackSource source,
    @Nullable String id) {

  /**
   * Takes a blank name, comment or id as none.
   *
   * @throws IllegalArgumentException if the value or the source is null
   */
  public Feedback {
    if (value == null || source == null) {
      throw new IllegalArgumentException("feedback needs a value and a source");
    }
    name = blankToNull(name);
    comment = blankToNull(comment);
    id = blankToNull(id);
  }

  /** Returns a judgement as good or bad, as by a thumb up or down. */
  public static Feedback binary(boolean positive) {
    return of(new FeedbackValue.Binary(positive));
  }

  /** Returns a judgement as neither good nor bad. */
  public static Feedback neutral() {
    return of(new FeedbackValue.Neutral());
  }

  /**
   * Returns a judgement as a score.
   *
   * @param score between 0 and 1, both included
   * @throws IllegalArgumentException if it is not
   */
  public static Feedback numeric(double score) {
    return of(new FeedbackValue.Numeric(score));
  }

  /**
   * Returns a judgement as one of several categories.
   *
   * @throws IllegalArgumentException if there are no categories, or it is not one of them
   */
  public static Feedback categorical(String category, List<String> categories) {
    return of(new FeedbackValue.Categorical(category, categories));
  }

  /**
   * Returns a judgement as a text that somebody wrote.
   *
   * @throws IllegalArgumentException if it is null or blank
   */
  public static Feedback text(String text) {
    return of(new FeedbackValue.Text(text));
  }

  /**
   * Returns a judgement as a value of the application's own, written as JSON.
   *
   * @throws IllegalArgumentException if it is null
   */
  public static Feedback json(Object value) {
    return of(new FeedbackValue.Json(value));
  }

  private static Feedback of(FeedbackValue value) {
    return new Feedback(value, null, null, FeedbackSource.USER, null);
  }

  /** Returns this feedback about something in particular. */
  public Feedback withName(@Nullable String newName) {
    return new Feedback(value, newName, comment, source, id);
  }

  /** Returns this feedback with a reason. */
  public Feedback withComment(@Nullable String newComment) {
    return new Feedback(value, name, newComment, source, id);
  }

  /**
   * Returns this feedback as somebody else's judgement.
   *
   * @throws IllegalArgumentException if the source is null
   */
  public Feedback from(FeedbackSource newSource) {
    return new Feedback(value, name, comment, newSource, id);
  }

  /**
   * Returns this feedback under an id: whoever reads feedback of one id twice keeps the later one,
   * so that it can be logged again after a failure, and changed.
   */
  public Feedback withId(@Nullable String newId) {
    return new Feedback(value, name, comment, source, newId);
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
