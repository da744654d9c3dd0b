package dev.raglan.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value of a feedback.
 *
 * <p>Source: LastMile's feedback methods, Athina's user feedback.
 */
public sealed interface FeedbackValue {

  /** Returns the kind of feedback, as it is written to {@code raglan.feedback.kind}. */
  String kind();

  /**
   * A judgement as good or bad.
   *
   * @param positive whether it is good
   */
  record Binary(boolean positive) implements FeedbackValue {

    @Override
    public String kind() {
      return "binary";
    }
  }

  /** A judgement as neither good nor bad (Athina's 0). */
  record Neutral() implements FeedbackValue {

    @Override
    public String kind() {
      return "neutral";
    }
  }

  /**
   * A score.
   *
   * @param score between 0 and 1, both included
   */
  record Numeric(double score) implements FeedbackValue {

    /**
     * Checks the score.
     *
     * @throws IllegalArgumentException if it is not between 0 and 1
     */
    public Numeric {
      if (!(score >= 0 && score <= 1)) {
        throw new IllegalArgumentException(
            "numeric feedback must be between 0 and 1 but is " + score);
      }
    }

    @Override
    public String kind() {
      return "numeric";
    }
  }

  /**
   * One of several categories.
   *
   * @param category the one that was chosen
   * @param categories those there were to choose from, in order
   */
  record Categorical(String category, List<String> categories) implements FeedbackValue {

    private static final int SHOWN = 32;
    private static final int SHOWN_LENGTH = 64;

    /**
     * Checks the category.
     *
     * @throws IllegalArgumentException if there are no categories, or it is not one of them
     */
    public Categorical {
      categories = given(categories);
      requireIn(categories, category);
    }

    private static List<String> given(@Nullable List<String> categories) {
      List<String> copy =
          categories == null ? List.of() : categories.stream().filter(Objects::nonNull).toList();
      if (copy.isEmpty()) {
        throw new IllegalArgumentException(
            "categorical feedback needs at least one category to choose from");
      }
      return copy;
    }

    private static void requireIn(List<String> categories, @Nullable String category) {
      if (category == null || !categories.contains(category)) {
        throw new IllegalArgumentException(
            "categorical feedback must be one of "
                + categories.stream().limit(SHOWN).map(Categorical::shown).toList()
                + " but is "
                + (category == null ? "null" : "'" + shown(category) + "'"));
      }
    }

    /** Returns the text fit for a message: short, and on one line. */
    private static String shown(String text) {
      String cut = text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
      return cut.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String kind() {
      return "categorical";
    }
  }

  /**
   * A text that somebody wrote.
   *
   * @param text not blank
   */
  record Text(String text) implements FeedbackValue {

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if it is null or blank
     */
    public Text {
      if (text == null || text.isBlank()) {
        throw new IllegalArgumentException("text feedback must not be blank");
      }
    }

    @Override
    public String kind() {
      return "text";
    }
  }

  /**
   * A value of the application's own.
   *
   * @param value anything that can be written as JSON; it is read when the feedback is recorded
   */
  record Json(Object value) implements FeedbackValue {

    /**
     * Checks the value.
     *
     * @throws IllegalArgumentException if it is null
     */
    public Json {
      if (value == null) {
        throw new IllegalArgumentException("JSON feedback must not be null");
      }
    }

    @Override
    public String kind() {
      return "json";
    }
  }
}
