package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.Feedbacks;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LastMile's page "Tracing SDK": user feedback. */
class LastMileFeedbackTest {

  private static final AttributeKey<Double> SCORE = GenAi.EVALUATION_SCORE_VALUE;
  private static final AttributeKey<String> LABEL = GenAi.EVALUATION_SCORE_LABEL;

  @RegisterExtension final Spans spans = new Spans();

  private final Feedbacks feedback = spans.raglan.feedback();

  static Stream<Arguments> kinds() {
    return Stream.of(
        kind("text", "too long", f -> f.text("too long"), Map.of()),
        kind("text", "why", f -> f.text("why"), Map.of(GenAi.EVALUATION_EXPLANATION, "why")),
        kind("json", "{\"k\":1}", f -> f.json(Map.of("k", 1)), Map.of()),
        kind("binary", "true", f -> f.binary(true), Map.of(SCORE, 1.0, LABEL, "positive")),
        kind("binary", "false", f -> f.binary(false), Map.of(SCORE, 0.0, LABEL, "negative")),
        kind("numeric", "0.0", f -> f.numeric(0), Map.of(SCORE, 0.0)),
        kind("numeric", "0.7", f -> f.numeric(0.7), Map.of(SCORE, 0.7)),
        kind("numeric", "1.0", f -> f.numeric(1), Map.of(SCORE, 1.0)),
        kind(
            "categorical",
            "good",
            f -> f.categorical("good", List.of("good", "bad")),
            Map.of(LABEL, "good", RaglanAttributes.FEEDBACK_CATEGORIES, List.of("good", "bad"))));
  }

  private static Arguments kind(
      String kind, String value, Consumer<Feedbacks> given, Map<AttributeKey<?>, Object> besides) {
    return Arguments.of(kind, value, given, besides);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("kinds")
  void writesEachKindOfFeedback(
      String kind, String value, Consumer<Feedbacks> given, Map<AttributeKey<?>, Object> besides) {
    spans.raglan.trace("t", () -> given.accept(feedback));

    Attributes event = spans.event("t").getAttributes();
    assertThat(event.get(RaglanAttributes.FEEDBACK_KIND)).isEqualTo(kind);
    assertThat(event.get(RaglanAttributes.FEEDBACK_VALUE)).isEqualTo(value);
    assertThat(event.asMap()).containsAllEntriesOf(besides);
  }

  @Test
  void isOnTheCurrentSpan() {
    String spanId;
    try (ActiveTrace trace = spans.raglan.trace("t").start()) {
      feedback.binary(true);
      spanId = trace.spanId();
    }

    Attributes event = spans.event("t").getAttributes();
    assertThat(spans.ended()).hasSize(1);
    assertThat(spans.event("t").getName()).isEqualTo("gen_ai.evaluation.result");
    assertThat(event.get(GenAi.EVALUATION_NAME)).isEqualTo("user_feedback");
    assertThat(event.get(RaglanAttributes.FEEDBACK_TRACE_ID))
        .isEqualTo(spans.ended("t").getTraceId());
    assertThat(event.get(RaglanAttributes.FEEDBACK_SPAN_ID)).isEqualTo(spanId);
  }

  @Test
  void isOnTheProjectOutsideATrace() {
    feedback.text("why");

    assertThat(spans.written("feedback", RaglanAttributes.FEEDBACK_TARGET)).isEqualTo("project");
    assertThat(spans.written("feedback", RaglanAttributes.FEEDBACK_TRACE_ID)).isNull();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("kinds")
  void isOnTheTraceThatIsNamed(
      String kind, String value, Consumer<Feedbacks> given, Map<AttributeKey<?>, Object> besides) {
    ActiveTrace trace = spans.raglan.trace("t").startDetached();
    trace.end();
    given.accept(feedback.forTrace(trace.traceId()));

    assertThat(spans.ended("feedback").getTraceId()).isEqualTo(trace.traceId());
    assertThat(spans.written("feedback", RaglanAttributes.FEEDBACK_TRACE_ID))
        .isEqualTo(trace.traceId());
    assertThat(spans.written("feedback", RaglanAttributes.FEEDBACK_TARGET)).isEqualTo("trace");
    assertThat(spans.event("feedback").getName()).isEqualTo("gen_ai.evaluation.result");
    assertThat(spans.written("feedback", RaglanAttributes.FEEDBACK_VALUE)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void refusesAScoreOutOfRange(double score) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feedback.numeric(score))
        .withMessageContaining("between 0 and 1");
  }

  @Test
  void refusesACategoryThatThereIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feedback.categorical("fair", List.of("good", "bad")))
        .withMessageContaining("[good, bad]");
  }
}
