package dev.raglan.internal.service;

import dev.raglan.model.FeedbackSource;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Feedback, as it was written on a span. Immutable.
 *
 * @param kind as in {@link RaglanAttributes#FEEDBACK_KIND}
 * @param value as in {@link RaglanAttributes#FEEDBACK_VALUE}; empty if it was not written
 * @param categories the choices; empty unless it is categorical
 * @param comment null for none
 * @param source as in {@link FeedbackSource#id()}
 * @param target as in {@link RaglanAttributes#FEEDBACK_TARGET}
 * @param traceId null if no trace is known
 * @param spanId null if no span is known
 * @param referenceId the id of the call it is on: as it was said, else as the call was sent with;
 *     null if none is known
 */
public record GivenFeedback(
    String kind,
    String value,
    List<String> categories,
    @Nullable String comment,
    String source,
    String target,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String referenceId) {

  /** Copies the list. */
  public GivenFeedback {
    categories = List.copyOf(categories);
  }

  /** Returns true if the attributes are of feedback. */
  static boolean isIn(Attributes attributes) {
    return attributes.get(RaglanAttributes.FEEDBACK_KIND) != null;
  }

  static GivenFeedback of(Attributes attributes) {
    List<String> categories = attributes.get(RaglanAttributes.FEEDBACK_CATEGORIES);
    return new GivenFeedback(
        text(RaglanAttributes.FEEDBACK_KIND, attributes),
        text(RaglanAttributes.FEEDBACK_VALUE, attributes),
        categories == null ? List.of() : categories,
        attributes.get(RaglanAttributes.FEEDBACK_COMMENT),
        text(RaglanAttributes.FEEDBACK_SOURCE, attributes),
        text(RaglanAttributes.FEEDBACK_TARGET, attributes),
        attributes.get(RaglanAttributes.FEEDBACK_TRACE_ID),
        attributes.get(RaglanAttributes.FEEDBACK_SPAN_ID),
        attributes.get(RaglanAttributes.FEEDBACK_REFERENCE_ID));
  }

  private static String text(AttributeKey<String> key, Attributes attributes) {
    String text = attributes.get(key);
    return text == null ? "" : text;
  }

  GivenFeedback withReference(@Nullable String newReferenceId) {
    return new GivenFeedback(
        kind, value, categories, comment, source, target, traceId, spanId, newReferenceId);
  }

  GivenFeedback at(ReferenceIds.@Nullable Place place) {
    return place == null
        ? this
        : new GivenFeedback(
            kind,
            value,
            categories,
            comment,
            source,
            target,
            place.traceId(),
            place.spanId(),
            referenceId);
  }

  /** Returns true if a user gave it, rather than a grader. */
  public boolean isFromUser() {
    return source.isEmpty() || source.equals(FeedbackSource.USER.id());
  }

  /** Returns 1 for good, 0 for neither, -1 for bad; null if the value says none of it. */
  public @Nullable Integer sign() {
    return switch (kind) {
      case "binary" -> value.equals("true") ? 1 : -1;
      case "neutral" -> 0;
      case "numeric" -> Double.compare(score(), 0.5);
      default -> null;
    };
  }

  /** Returns the number of a binary, neutral or numeric feedback, from 0 to 1. */
  public double score() {
    return switch (kind) {
      case "binary" -> value.equals("true") ? 1 : 0;
      case "numeric" -> number();
      default -> 0.5;
    };
  }

  private double number() {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return 0.5;
    }
  }

  /** Returns what is said in words: the value where it is no number, and the comment. */
  public @Nullable String words() {
    boolean said = !value.isEmpty() && sign() == null;
    if (comment == null) {
      return said ? value : null;
    }
    return said ? value + ": " + comment : comment;
  }
}
