package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Generation;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.semconv.ChangeAttributes;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.GenAiOptions;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.GenerationBuilder;
import dev.raglan.trace.SpanUpdate;
import dev.raglan.trace.TraceContext;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Athina's page "Logging Attributes". */
class AthinaLoggingTest {

  @RegisterExtension final Spans spans = new Spans();

  static Stream<FieldRow> fields() {
    return Stream.concat(FieldRow.both(), FieldRow.logging());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void writesAFieldThatTheFacadeSays(FieldRow row) {
    var generation = spans.raglan.generation("g");
    row.said().accept(generation);
    generation.startDetached().end();

    assertThat(spans.ended("g").getAttributes().asMap()).containsAllEntriesOf(row.written());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void writesAFieldThatAnAnnotatedCallBinds(FieldRow row) {
    AnnotatedGeneration.callWith(row.field(), row.value(), spans);

    assertThat(spans.ended("g").getAttributes().asMap()).containsAllEntriesOf(row.written());
  }

  static final class Annotated {

    @Generation(
        value = "g",
        provider = "openai",
        model = "gpt-4o",
        promptSlug = "a-v2",
        tags = {"a", "b"})
    void answers() {}
  }

  @Test
  void writesWhatTheAnnotationSays() {
    spans.call(new Annotated(), "answers");

    assertThat(spans.written("g", RaglanAttributes.TAGS)).containsExactly("a", "b");
    assertThat(spans.written("g", OpenInference.TAGS)).containsExactly("a", "b");
    assertThat(spans.written("g", GenAi.PROVIDER_NAME)).isEqualTo("openai");
    assertThat(spans.written("g", OpenInference.LLM_PROVIDER)).isEqualTo("openai");
    assertThat(spans.written("g", GenAi.REQUEST_MODEL)).isEqualTo("gpt-4o");
    assertThat(spans.written("g", OpenInference.LLM_MODEL_NAME)).isEqualTo("gpt-4o");
    assertThat(spans.written("g", RaglanAttributes.PROMPT_SLUG)).isEqualTo("a-v2");
    assertThat(spans.written("g", OpenInference.PROMPT_ID)).isEqualTo("a-v2");
  }

  @Test
  void writesTheTraceContextOnEverySpan() {
    TraceContext context =
        TraceContext.builder()
            .sessionId("s-1")
            .customerId("acme")
            .customerUserId("u-7")
            .environment("staging")
            .topic("billing")
            .tags("a")
            .metadata("tier", "gold")
            .build();
    try (Scope scope = context.makeCurrent()) {
      spans.raglan.generation("facade").startDetached().end();
      spans.call(new Annotated(), "answers");
    }

    for (String span : List.of("facade", "g")) {
      assertThat(spans.written(span, GenAi.CONVERSATION_ID)).isEqualTo("s-1");
      assertThat(spans.written(span, OpenInference.SESSION_ID)).isEqualTo("s-1");
      assertThat(spans.written(span, RaglanAttributes.CUSTOMER_ID)).isEqualTo("acme");
      assertThat(spans.written(span, RaglanAttributes.CUSTOMER_USER_ID)).isEqualTo("u-7");
      assertThat(spans.written(span, OpenInference.USER_ID)).isEqualTo("u-7");
      assertThat(spans.written(span, RaglanAttributes.ENVIRONMENT)).isEqualTo("staging");
      assertThat(spans.written(span, RaglanAttributes.TOPIC)).isEqualTo("billing");
      assertThat(spans.written(span, RaglanAttributes.TAGS)).contains("a");
      assertThat(spans.written(span, OpenInference.METADATA)).isEqualTo("{\"tier\":\"gold\"}");
    }
  }

  @Test
  void readsTheMessagesOfAPrompt() {
    List<Map<String, Object>> messages =
        List.of(
            Map.of("role", "user", "content", "Why?"),
            Map.of("role", "tool", "tool_call_id", "c1", "content", "21 degrees"),
            Map.of(
                "role",
                "tool",
                "tool_call_id",
                "c2",
                "content",
                List.of(Map.of("type", "text", "text", "rain"))));
    spans.raglan.generation("g").prompt(messages).startDetached().end();

    assertThat(spans.written("g", GenAi.INPUT_MESSAGES))
        .startsWith("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Why?\"}]}")
        .contains("\"tool_call_response\"", "\"c1\"", "21 degrees", "\"c2\"", "rain");
  }

  @Test
  void addsUpTheTotalOfTokens() {
    spans.raglan.generation("g").promptTokens(3).completionTokens(4).startDetached().end();

    assertThat(spans.written("g", RaglanAttributes.USAGE_TOTAL_TOKENS)).isEqualTo(7);
  }

  @Test
  void groupsTheInferencesOfASession() {
    try (ActiveTrace trace = spans.raglan.trace("t").sessionId("s-1").start()) {
      trace.generation("first").startDetached().end();
      trace.generation("second").startDetached().end();
    }

    assertThat(spans.written("first", GenAi.CONVERSATION_ID)).isEqualTo("s-1");
    assertThat(spans.written("second", GenAi.CONVERSATION_ID)).isEqualTo("s-1");
  }

  @Test
  void writesMetadataOnEverySpanBelow() {
    try (ActiveTrace trace = spans.raglan.trace("t").metadata(Map.of("tier", "gold")).start()) {
      trace.generation("g").startDetached().end();
    }

    assertThat(spans.written("g", OpenInference.METADATA)).isEqualTo("{\"tier\":\"gold\"}");
    assertThat(spans.written("g", RaglanAttributes.CUSTOM_ATTRIBUTES))
        .isEqualTo("{\"tier\":\"gold\"}");
  }

  @Test
  void aLaterAttributeOfANameReplacesTheEarlier() {
    spans
        .raglan
        .generation("g")
        .customAttributes(Map.of("tier", "gold"))
        .customAttributes(Map.of("tier", "blue"))
        .startDetached()
        .end();

    assertThat(spans.written("g", RaglanAttributes.CUSTOM_ATTRIBUTES))
        .isEqualTo("{\"tier\":\"blue\"}");
  }

  @Test
  void readsTheOptionsThatAreSaidTogether() {
    Map<String, Object> options =
        Map.of(
            "temperature",
            0.7,
            "max_completion_tokens",
            100,
            "stop",
            "END",
            "top_p",
            0.9,
            "extra_options",
            Map.of("logprobs", true));
    spans.raglan.generation("g").modelOptions(options).startDetached().end();

    assertThat(spans.written("g", GenAiOptions.TEMPERATURE)).isEqualTo(0.7);
    assertThat(spans.written("g", GenAiOptions.MAX_TOKENS)).isEqualTo(100);
    assertThat(spans.written("g", GenAiOptions.STOP_SEQUENCES)).containsExactly("END");
    assertThat(spans.written("g", GenAiOptions.TOP_P)).isEqualTo(0.9);
    assertThat(spans.written("g", RaglanAttributes.MODEL_OPTIONS))
        .contains("\"extra_options\":{\"logprobs\":true}");
  }

  @Test
  void takesOneStopSequenceOrSeveral() {
    spans.raglan.generation("one").stop("END").startDetached().end();
    spans.raglan.generation("two").stop("END", "STOP").startDetached().end();
    spans
        .raglan
        .generation("options")
        .modelOptions(Map.of("stop", List.of("END", "STOP")))
        .startDetached()
        .end();

    assertThat(spans.written("one", GenAiOptions.STOP_SEQUENCES)).containsExactly("END");
    assertThat(spans.written("two", GenAiOptions.STOP_SEQUENCES)).containsExactly("END", "STOP");
    assertThat(spans.written("options", GenAiOptions.STOP_SEQUENCES))
        .containsExactly("END", "STOP");
  }

  @Test
  void readsAWholeChatCompletion() {
    spans.raglan.generation("g").response(Completions.OPENAI).startDetached().end();

    assertThat(spans.written("g", GenAi.OUTPUT_MESSAGES)).contains("A sleeve.");
    assertThat(spans.written("g", GenAi.RESPONSE_ID)).isEqualTo("chatcmpl-1");
    assertThat(spans.written("g", GenAi.RESPONSE_MODEL)).isEqualTo("gpt-4o-2024-08-06");
    assertThat(spans.written("g", GenAi.RESPONSE_FINISH_REASONS)).containsExactly("stop");
    assertThat(spans.written("g", GenAi.USAGE_INPUT_TOKENS)).isEqualTo(1000);
    assertThat(spans.written("g", GenAi.USAGE_OUTPUT_TOKENS)).isEqualTo(500);
    assertThat(spans.written("g", RaglanAttributes.USAGE_TOTAL_TOKENS)).isEqualTo(1500);
    assertThat(spans.written("g", RaglanAttributes.COST_TOTAL)).isPositive();
  }

  @Test
  void estimatesTheCostOfAKnownModel() {
    Object annotated =
        new Object() {
          @Generation(value = "annotated", model = "gpt-4o")
          Map<String, Object> answer() {
            return Completions.OPENAI;
          }
        };
    spans.call(annotated, "answer");
    said("facade").startDetached().end();
    said("told").cost(0.5).startDetached().end();
    said("unknown").model("my-model").startDetached().end();

    assertThat(spans.written("annotated", RaglanAttributes.COST_TOTAL)).isPositive();
    assertThat(spans.written("facade", RaglanAttributes.COST_TOTAL)).isPositive();
    assertThat(spans.written("facade", RaglanAttributes.COST_ESTIMATED)).isTrue();
    assertThat(spans.written("told", RaglanAttributes.COST_TOTAL)).isEqualTo(0.5);
    assertThat(spans.written("told", RaglanAttributes.COST_ESTIMATED)).isNull();
    assertThat(spans.written("unknown", RaglanAttributes.COST_TOTAL)).isNull();
  }

  private GenerationBuilder said(String name) {
    return spans.raglan.generation(name).model("gpt-4o").promptTokens(1000).completionTokens(500);
  }

  @Test
  void estimatesTheTokensThatNobodySays() {
    Spans estimating = new Spans(builder -> builder.estimateTokens(true));
    for (Spans each : List.of(spans, estimating)) {
      each.raglan.generation("g").model("gpt-4o").prompt("Why?").response("So.").run(() -> {});
    }

    assertThat(estimating.written("g", GenAi.USAGE_INPUT_TOKENS)).isPositive();
    assertThat(estimating.written("g", GenAi.USAGE_OUTPUT_TOKENS)).isPositive();
    assertThat(estimating.written("g", RaglanAttributes.USAGE_ESTIMATED)).isTrue();
    assertThat(spans.written("g", GenAi.USAGE_INPUT_TOKENS)).isNull();
  }

  @Test
  void waitsForNoDelivery() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    Raglan raglan = Raglan.builder().exportTo(new StuckTarget(answered)).build();
    raglan.generation("g").startDetached().end();

    assertThat(raglan.flush(Duration.ofMillis(50)).complete()).isFalse();
    answered.countDown();
    assertThat(raglan.flush(Duration.ofSeconds(30)).complete()).isTrue();
    raglan.close();
  }

  static Stream<Arguments> userFeedback() {
    return Stream.of(
        Arguments.of(Feedback.binary(true), "binary", "true", 1.0, "positive"),
        Arguments.of(Feedback.binary(false), "binary", "false", 0.0, "negative"),
        Arguments.of(Feedback.neutral(), "neutral", "neutral", null, "neutral"),
        Arguments.of(Feedback.numeric(0.7), "numeric", "0.7", 0.7, null));
  }

  @ParameterizedTest
  @MethodSource("userFeedback")
  void writesTheFeedbackOfAUser(
      Feedback feedback, String kind, String value, Double score, String label) {
    Attributes event = eventOf(feedback);

    assertThat(event.get(RaglanAttributes.FEEDBACK_KIND)).isEqualTo(kind);
    assertThat(event.get(RaglanAttributes.FEEDBACK_VALUE)).isEqualTo(value);
    assertThat(event.get(RaglanAttributes.FEEDBACK_SOURCE)).isEqualTo("user");
    assertThat(event.get(GenAi.EVALUATION_SCORE_VALUE)).isEqualTo(score);
    assertThat(event.get(GenAi.EVALUATION_SCORE_LABEL)).isEqualTo(label);
  }

  @Test
  void aFeedbackThatIsNeutralHasAMethodOfItsOwn() {
    spans.raglan.trace("t", () -> spans.raglan.feedback().neutral());

    assertThat(spans.event("t").getAttributes().get(RaglanAttributes.FEEDBACK_KIND))
        .isEqualTo("neutral");
  }

  @Test
  void writesTheCommentOfAFeedback() {
    Attributes event = eventOf(Feedback.binary(false).withComment("too long"));

    assertThat(event.get(RaglanAttributes.FEEDBACK_COMMENT)).isEqualTo("too long");
    assertThat(event.get(GenAi.EVALUATION_EXPLANATION)).isEqualTo("too long");
  }

  @Test
  void writesTheFeedbackOfAGrader() {
    Attributes event = eventOf(Feedback.binary(false).from(FeedbackSource.GRADER));

    assertThat(event.get(RaglanAttributes.FEEDBACK_SOURCE)).isEqualTo("grader");
    assertThat(event.get(RaglanAttributes.FEEDBACK_VALUE)).isEqualTo("false");
  }

  private Attributes eventOf(Feedback feedback) {
    spans.raglan.trace("t", () -> spans.raglan.feedback().log(feedback));
    return spans.event("t").getAttributes();
  }

  @Test
  void writesFeedbackOnATraceThatHasEnded() {
    ActiveTrace trace = spans.raglan.trace("t").startDetached();
    trace.end();
    spans.raglan.feedback().forTrace(trace.traceId()).binary(true);

    assertThat(spans.ended("feedback").getTraceId()).isEqualTo(trace.traceId());
    assertThat(spans.written("feedback", RaglanAttributes.FEEDBACK_TRACE_ID))
        .isEqualTo(trace.traceId());
  }

  @Test
  void writesAChangeOfWhatIsKnownByItsReference() {
    spans.raglan.updateReference(
        "order-1",
        SpanUpdate.create()
            .attribute("k", "v")
            .field(Field.RESPONSE, "A sleeve.")
            .output(Map.of("a", 1)));

    assertThat(spans.written("update", ChangeAttributes.REFERENCE_ID)).isEqualTo("order-1");
    assertThat(spans.written("update", ChangeAttributes.ATTRIBUTES)).isEqualTo("{\"k\":\"v\"}");
    assertThat(spans.written("update", ChangeAttributes.CONTENT))
        .isEqualTo("{\"output\":{\"a\":1},\"response\":\"A sleeve.\"}");
  }

  @Test
  void writesFeedbackOnAReference() {
    spans.raglan.feedback().forReference("order-1").binary(true);

    assertThat(spans.written("feedback", RaglanAttributes.FEEDBACK_REFERENCE_ID))
        .isEqualTo("order-1");
  }
}
