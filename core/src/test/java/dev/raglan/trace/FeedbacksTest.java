package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.Raglan;
import dev.raglan.export.OtlpJsonFile;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbacksTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  private final Recorded recorded = new Recorded();
  private final Feedbacks feedback = recorded.raglan.feedback();

  @AfterEach
  void close() {
    recorded.close();
  }

  private Attributes eventOf(String span) {
    assertThat(recorded.event(span).getName()).isEqualTo("gen_ai.evaluation.result");
    return recorded.event(span).getAttributes();
  }

  @Test
  void isAnEventOfTheCurrentSpan() {
    Span span = recorded.in("root", root -> feedback.binary(true));

    Attributes event = eventOf("root");
    assertThat(recorded.spans()).hasSize(1);
    assertThat(event.get(GenAi.EVALUATION_NAME)).isEqualTo("user_feedback");
    assertThat(event.get(GenAi.EVALUATION_SCORE_VALUE)).isEqualTo(1.0);
    assertThat(event.get(GenAi.EVALUATION_SCORE_LABEL)).isEqualTo("positive");
    assertThat(event.get(RaglanAttributes.FEEDBACK_KIND)).isEqualTo("binary");
    assertThat(event.get(RaglanAttributes.FEEDBACK_VALUE)).isEqualTo("true");
    assertThat(event.get(RaglanAttributes.FEEDBACK_SOURCE)).isEqualTo("user");
    assertThat(event.get(RaglanAttributes.FEEDBACK_TARGET)).isEqualTo("span");
    assertThat(event.get(RaglanAttributes.FEEDBACK_SPAN_ID))
        .isEqualTo(span.getSpanContext().getSpanId());
  }

  @Test
  void saysTheNameTheCommentAndTheSource() {
    recorded.in(
        "root",
        root ->
            feedback.log(
                Feedback.numeric(0.25)
                    .withName("helpfulness")
                    .withComment("too long")
                    .from(FeedbackSource.GRADER)));

    Attributes event = eventOf("root");
    assertThat(event.get(GenAi.EVALUATION_NAME)).isEqualTo("helpfulness");
    assertThat(event.get(GenAi.EVALUATION_SCORE_VALUE)).isEqualTo(0.25);
    assertThat(event.get(GenAi.EVALUATION_EXPLANATION)).isEqualTo("too long");
    assertThat(event.get(RaglanAttributes.FEEDBACK_COMMENT)).isEqualTo("too long");
    assertThat(event.get(RaglanAttributes.FEEDBACK_SOURCE)).isEqualTo("grader");
  }

  @Test
  void saysTheCategoryAndThoseThereWere() {
    recorded.in("root", root -> feedback.categorical("good", List.of("bad", "good")));

    Attributes event = eventOf("root");
    assertThat(event.get(GenAi.EVALUATION_SCORE_LABEL)).isEqualTo("good");
    assertThat(event.get(GenAi.EVALUATION_SCORE_VALUE)).isNull();
    assertThat(event.get(RaglanAttributes.FEEDBACK_CATEGORIES)).containsExactly("bad", "good");
  }

  @Test
  void saysWhatSomebodyWrote() {
    recorded.in("root", root -> feedback.text("password=hunter2 is shown"));

    Attributes event = eventOf("root");
    assertThat(event.get(RaglanAttributes.FEEDBACK_VALUE))
        .contains("is shown")
        .doesNotContain("hunter2");
    assertThat(event.get(GenAi.EVALUATION_EXPLANATION)).doesNotContain("hunter2");
  }

  @Test
  void writesAValueOfTheApplicationsOwnAsJson() {
    recorded.in("root", root -> feedback.json(Map.of("password", "hunter2")));

    assertThat(eventOf("root").get(RaglanAttributes.FEEDBACK_VALUE))
        .isEqualTo("{\"password\":\"__REDACTED__\"}");
  }

  @Test
  void severalOnOneSpanDoNotReplaceEachOther() {
    recorded.in(
        "root",
        root -> {
          feedback.binary(true);
          feedback.numeric(0.5);
        });

    assertThat(recorded.span("root").getEvents()).hasSize(2);
  }

  @Test
  void isASpanOfItsOwnUnderASpanThatHasEnded() {
    Span ended = recorded.in("root", root -> {});
    feedback.forSpan(ended).binary(false);

    SpanData span = recorded.span("feedback");
    assertThat(span.getTraceId()).isEqualTo(ended.getSpanContext().getTraceId());
    assertThat(span.getParentSpanId()).isEqualTo(ended.getSpanContext().getSpanId());
    assertThat(eventOf("feedback").get(GenAi.EVALUATION_SCORE_LABEL)).isEqualTo("negative");
    assertThat(span.getAttributes().get(RaglanAttributes.FEEDBACK_KIND)).isEqualTo("binary");
    assertThat(span.getAttributes().get(RaglanAttributes.SPAN_TYPE)).isEqualTo("evaluator");
  }

  @Test
  void isASpanUnderOneThatIsKnownByItsIds() {
    feedback.forSpan(TRACE.toUpperCase(), SPAN).numeric(1);

    SpanData span = recorded.span("feedback");
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(SPAN);
    assertThat(span.getParentSpanContext().isRemote()).isTrue();
    assertThat(eventOf("feedback").get(RaglanAttributes.FEEDBACK_SPAN_ID)).isEqualTo(SPAN);
  }

  @Test
  void isASpanOfTheTraceThatIsKnownByItsId() {
    feedback.forTrace(TRACE).binary(true);

    SpanData span = recorded.span("feedback");
    assertThat(span.getTraceId()).isEqualTo(TRACE);
    assertThat(span.getParentSpanId()).isEqualTo(SpanId.getInvalid());
    assertThat(span.getLinks()).isEmpty();
    assertThat(eventOf("feedback").get(RaglanAttributes.FEEDBACK_TARGET)).isEqualTo("trace");
    assertThat(eventOf("feedback").get(RaglanAttributes.FEEDBACK_TRACE_ID)).isEqualTo(TRACE);
    assertThat(eventOf("feedback").get(RaglanAttributes.FEEDBACK_SPAN_ID)).isNull();
  }

  @Test
  void onATraceIsWrittenWithoutAParent(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("spans.jsonl");
    try (Raglan own = Raglan.builder().exportTo(OtlpJsonFile.at(file)).build()) {
      own.feedback().forTrace(TRACE).binary(true);
    }

    assertThat(Files.readString(file)).contains(TRACE).doesNotContain("parentSpanId");
  }

  @Test
  void onASpanHasOneLinkToIt() {
    feedback.forSpan(TRACE, SPAN).binary(true);

    assertThat(recorded.span("feedback").getLinks())
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.getSpanContext().getTraceId()).isEqualTo(TRACE);
              assertThat(link.getSpanContext().getSpanId()).isEqualTo(SPAN);
            });
  }

  @Test
  void hasTheIdThatItIsGiven() {
    Feedback first = Feedback.numeric(0.2).withId("review-7");
    feedback.forTrace(TRACE).log(first);
    feedback.forTrace(TRACE).log(Feedback.numeric(0.9).withName("tone").withId(first.id()));

    assertThat(recorded.spans())
        .extracting(span -> span.getAttributes().get(RaglanAttributes.FEEDBACK_ID))
        .containsExactly("review-7", "review-7");
  }

  @Test
  void hasAnIdOfItsOwnOtherwise() {
    feedback.forTrace(TRACE).binary(true);
    feedback.forTrace(TRACE).log(Feedback.binary(true).withId(" "));

    assertThat(recorded.spans())
        .extracting(span -> span.getAttributes().get(RaglanAttributes.FEEDBACK_ID))
        .allSatisfy(id -> assertThat(UUID.fromString(id)).isNotNull())
        .doesNotHaveDuplicates();
  }

  @Test
  void onASessionCarriesTheSession() {
    recorded.in("root", root -> feedback.forSession("s-1").binary(true));

    Attributes event = eventOf("feedback");
    assertThat(event.get(RaglanAttributes.SESSION_ID)).isEqualTo("s-1");
    assertThat(event.get(RaglanAttributes.FEEDBACK_TARGET)).isEqualTo("session");
    assertThat(event.get(RaglanAttributes.FEEDBACK_TRACE_ID)).isNull();
    assertThat(recorded.span("root").getEvents()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.forSession(" "));
  }

  @Test
  void onTheCurrentTraceIsAnEventOfItsTopmostSpan() {
    recorded.in(
        "root",
        root ->
            recorded.in(
                "child",
                child -> feedback.forTrace(root.getSpanContext().getTraceId()).binary(true)));

    assertThat(recorded.spans()).hasSize(2);
    assertThat(eventOf("root").get(RaglanAttributes.FEEDBACK_TARGET)).isEqualTo("trace");
  }

  @Test
  void onAnotherTraceLeavesTheCurrentOneAlone() {
    recorded.in("root", root -> feedback.forTrace(TRACE).binary(true));

    assertThat(recorded.span("root").getEvents()).isEmpty();
    assertThat(recorded.span("feedback").getTraceId()).isEqualTo(TRACE);
  }

  @Test
  void onAReferenceCarriesTheReference() {
    feedback.forReference("order-4711").text("fine");

    Attributes event = eventOf("feedback");
    assertThat(event.get(RaglanAttributes.FEEDBACK_REFERENCE_ID)).isEqualTo("order-4711");
    assertThat(event.get(RaglanAttributes.FEEDBACK_TARGET)).isEqualTo("reference");
    assertThat(event.get(RaglanAttributes.FEEDBACK_TRACE_ID)).isNull();
  }

  @Test
  void onNothingIsOnTheProject() {
    feedback.binary(true);

    assertThat(eventOf("feedback").get(RaglanAttributes.FEEDBACK_TARGET)).isEqualTo("project");
  }

  @Test
  void afterTheCurrentSpanEndedIsASpanOfItsOwn() {
    Span ended = recorded.in("root", root -> {});
    try (Scope scope = Context.root().with(ended).makeCurrent()) {
      feedback.binary(true);
    }

    assertThat(recorded.span("root").getEvents()).isEmpty();
    assertThat(recorded.span("feedback").getParentSpanId())
        .isEqualTo(ended.getSpanContext().getSpanId());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAScoreOutOfRange(double score) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feedback.numeric(score))
        .withMessageContaining("between 0 and 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void takesTheEndsOfTheRange(double score) {
    feedback.numeric(score);

    assertThat(eventOf("feedback").get(GenAi.EVALUATION_SCORE_VALUE)).isEqualTo(score);
  }

  @Test
  void refusesAnUnknownCategory() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feedback.categorical("ugly\n", List.of("good", "bad")))
        .withMessage("categorical feedback must be one of [good, bad] but is 'ugly?'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feedback.categorical(null, List.of("good")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feedback.categorical("good", List.of()))
        .withMessageContaining("at least one");
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.categorical("good", null));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "abc", " ", "00000000000000000000000000000000", "x\r\n"})
  void refusesWhatIsNoTraceId(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feedback.forTrace(id))
        .withMessageContaining("32 hexadecimal digits")
        .withMessageNotContaining("\n");
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.forSpan(id, SPAN));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "b7ad", "0000000000000000", TRACE})
  void refusesWhatIsNoSpanId(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> feedback.forSpan(TRACE, id))
        .withMessageContaining("16 hexadecimal digits");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void refusesWhatIsBlank(String blank) {
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.forReference(blank));
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.text(blank));
  }

  @Test
  void refusesNull() {
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.json(null));
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.log(null));
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.forSpan((Span) null));
    assertThatIllegalArgumentException().isThrownBy(() -> feedback.forSpan((ActiveSpan) null));
    assertThatIllegalArgumentException().isThrownBy(() -> Feedback.binary(true).from(null));
  }

  @Test
  void recordsNothingWhenDisabledOrClosedButStillRefuses() {
    for (Recorded idle : Arrays.asList(new Recorded(b -> b.enabled(false)), new Recorded())) {
      idle.raglan.close();
      idle.raglan.feedback().binary(true);

      assertThat(idle.spans()).isEmpty();
      assertThatIllegalArgumentException().isThrownBy(() -> idle.raglan.feedback().numeric(2));
    }
  }
}
