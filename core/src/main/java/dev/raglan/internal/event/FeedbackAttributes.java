package dev.raglan.internal.event;

import dev.raglan.internal.context.RandomIds;
import dev.raglan.internal.record.ValueText;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.model.FeedbackValue;
import dev.raglan.model.FeedbackValue.Binary;
import dev.raglan.model.FeedbackValue.Categorical;
import dev.raglan.model.FeedbackValue.Json;
import dev.raglan.model.FeedbackValue.Neutral;
import dev.raglan.model.FeedbackValue.Numeric;
import dev.raglan.model.FeedbackValue.Text;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes feedback as attributes of an OpenTelemetry evaluation, and of Raglan's own. */
final class FeedbackAttributes {

  private final ValueText values;
  private final EventWriter events;

  FeedbackAttributes(ValueText values, EventWriter events) {
    this.values = values;
    this.events = events;
  }

  /**
   * Returns the attributes of the feedback, without those of its target.
   *
   * @param mode the part that is kept of what it says in words
   */
  Attributes of(Feedback feedback, CaptureMode mode) {
    AttributesBuilder all = Attributes.builder();
    FeedbackValue value = feedback.value();
    all.put(GenAi.EVALUATION_NAME, name(feedback));
    all.put(RaglanAttributes.FEEDBACK_ID, id(feedback));
    all.put(RaglanAttributes.FEEDBACK_KIND, value.kind());
    all.put(RaglanAttributes.FEEDBACK_SOURCE, feedback.source().id());
    String comment = told(feedback.comment(), mode);
    put(RaglanAttributes.FEEDBACK_COMMENT, comment, all);
    put(GenAi.EVALUATION_EXPLANATION, comment, all);
    putValue(value, mode, all);
    return all.build();
  }

  /** Returns the text, redacted and within its limits. */
  String text(String text) {
    return values.json().text(text);
  }

  private String id(Feedback feedback) {
    return feedback.id() == null ? RandomIds.uuid().toString() : text(feedback.id());
  }

  private String name(Feedback feedback) {
    String name = values.text(feedback.name());
    if (name != null) {
      return name;
    }
    return feedback.source() == FeedbackSource.USER ? "user_feedback" : "grader_feedback";
  }

  /** Returns the part of a text or a value that the mode keeps; null for none. */
  private @Nullable String told(@Nullable Object value, CaptureMode mode) {
    return mode == CaptureMode.NONE ? null : values.text(events.content(value, events.gate(mode)));
  }

  private void putValue(FeedbackValue value, CaptureMode mode, AttributesBuilder all) {
    if (value instanceof Binary binary) {
      all.put(GenAi.EVALUATION_SCORE_VALUE, binary.positive() ? 1.0 : 0.0);
      all.put(GenAi.EVALUATION_SCORE_LABEL, binary.positive() ? "positive" : "negative");
      all.put(RaglanAttributes.FEEDBACK_VALUE, String.valueOf(binary.positive()));
    } else if (value instanceof Neutral) {
      all.put(GenAi.EVALUATION_SCORE_LABEL, "neutral");
      all.put(RaglanAttributes.FEEDBACK_VALUE, "neutral");
    } else if (value instanceof Numeric numeric) {
      all.put(GenAi.EVALUATION_SCORE_VALUE, numeric.score());
      all.put(RaglanAttributes.FEEDBACK_VALUE, String.valueOf(numeric.score()));
    } else if (value instanceof Categorical categorical) {
      putCategory(categorical, all);
    } else if (value instanceof Text text) {
      String written = told(text.text(), mode);
      put(RaglanAttributes.FEEDBACK_VALUE, written, all);
      put(GenAi.EVALUATION_EXPLANATION, written, all);
    } else if (value instanceof Json json) {
      put(
          RaglanAttributes.FEEDBACK_VALUE,
          mode.keepsText() ? values.json().json(json.value()) : told(json.value(), mode),
          all);
    }
  }

  private void putCategory(Categorical categorical, AttributesBuilder all) {
    String category = values.json().text(categorical.category());
    List<String> categories =
        categorical.categories().stream()
            .limit(values.json().limits().maxItems())
            .map(each -> values.json().text(each))
            .toList();
    all.put(GenAi.EVALUATION_SCORE_LABEL, category);
    all.put(RaglanAttributes.FEEDBACK_VALUE, category);
    all.put(RaglanAttributes.FEEDBACK_CATEGORIES, categories);
  }

  private static void put(
      AttributeKey<String> key, @Nullable String value, AttributesBuilder attributes) {
    if (value != null) {
      attributes.put(key, value);
    }
  }
}
