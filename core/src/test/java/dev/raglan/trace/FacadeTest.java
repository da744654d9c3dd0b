package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.raglan.Raglan;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said through the facade, and what becomes of it. */
public class FacadeTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @RegisterExtension final Tracing tracing = new Tracing();

  private final Raglan raglan = Raglan.builder(tracing.sdk()).build();

  @Test
  void aTraceWithAGenerationIsTwoSpansOneBelowTheOther() {
    try (ActiveTrace trace = raglan.trace("Chat Request").start()) {
      try (ActiveGeneration generation = trace.generation("Completion").start()) {
        assertThat(generation.traceId()).isEqualTo(trace.traceId());
      }
    }

    SpanData generation = tracing.ended("Completion");
    SpanData trace = tracing.ended("Chat Request");
    assertThat(generation.getParentSpanId()).isEqualTo(trace.getSpanId());
    assertThat(trace.getParentSpanContext().isValid()).isFalse();
    assertThat(generation.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(generation.getAttributes().get(RaglanAttributes.SPAN_TYPE)).isEqualTo("generation");
    assertThat(trace.getAttributes().get(RaglanAttributes.SPAN_TYPE)).isEqualTo("span");
  }

  @Test
  void everythingTheBuilderKnowsIsOnTheSpan() {
    SpanContext other = raglan.span("other").startDetached().spanContext();
    raglan
        .span("step")
        .startTime(NOON)
        .duration(Duration.ofMillis(250))
        .type(SpanType.TOOL)
        .kind(SpanKind.PRODUCER)
        .referenceId("ref-1")
        .version("2.1")
        .promptId("prompt_1")
        .deploymentId("deploy_1")
        .runEvaluation(true)
        .sessionId("s-1")
        .attribute("flag", true)
        .attribute("count", 3)
        .attribute("list", List.of("a", "b"))
        .attribute(AttributeKey.doubleKey("ratio"), 0.5)
        .attributes(Map.of("k", "v"))
        .tags("one", "two")
        .input(Map.of("q", "why"))
        .output("because")
        .status(Status.SUCCESS)
        .link(other, Attributes.of(AttributeKey.stringKey("why"), "same batch"))
        .startDetached()
        .end();

    SpanData span = tracing.ended("step");
    assertThat(span.getStartEpochNanos()).isEqualTo(NOON.toEpochMilli() * 1_000_000);
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(250_000_000);
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(span.getLinks())
        .singleElement()
        .satisfies(link -> same(link.getSpanContext(), other));
    assertThat(texts(span))
        .containsEntry("raglan.span.type", "tool")
        .containsEntry("raglan.reference_id", "ref-1")
        .containsEntry("raglan.version", "2.1")
        .containsEntry("raglan.prompt.id", "prompt_1")
        .containsEntry("raglan.deployment.id", "deploy_1")
        .containsEntry("raglan.run_evaluation", "true")
        .containsEntry("raglan.status", "success")
        .containsEntry("session.id", "s-1")
        .containsEntry("gen_ai.conversation.id", "s-1")
        .containsEntry("flag", "true")
        .containsEntry("count", "3")
        .containsEntry("list", "[\"a\",\"b\"]")
        .containsEntry("ratio", "0.5")
        .containsEntry("k", "v")
        .containsEntry("tag.tags", "[one, two]")
        .containsEntry("input.value", "{\"q\":\"why\"}")
        .containsEntry("output.value", "because");
  }

  private static void same(SpanContext actual, SpanContext expected) {
    assertThat(actual.getSpanId()).isEqualTo(expected.getSpanId());
  }

  public static Map<String, String> texts(SpanData span) {
    Map<String, String> all = new LinkedHashMap<>();
    span.getAttributes().forEach((key, value) -> all.put(key.getKey(), String.valueOf(value)));
    return all;
  }

  @Test
  void aReferenceIdIsGeneratedAndReturnedByEnd() {
    ActiveTrace trace = raglan.trace("t").startDetached();

    String id = trace.end();

    assertThat(UUID.fromString(id).version()).isEqualTo(4);
    assertThat(id).isEqualTo(trace.referenceId());
    assertThat(tracing.ended("t").getAttributes().get(RaglanAttributes.REFERENCE_ID)).isEqualTo(id);
  }

  @Test
  void endIsIdempotentAndEndsOpenChildrenFirst() {
    ActiveTrace trace = raglan.trace("trace").startDetached();
    ActiveSpan child = trace.span("child").startDetached();
    child.span("grandchild").startDetached();

    String first = trace.end();
    String second = trace.end();
    child.end();

    assertThat(second).isEqualTo(first);
    assertThat(tracing.ended())
        .extracting(SpanData::getName)
        .containsExactly("grandchild", "child", "trace");
  }

  @Test
  void endsAsManyNestedSpansAsThereAreWithoutRunningOutOfStack() {
    ActiveTrace trace = raglan.trace("trace").startDetached();
    ActiveSpan below = trace.span("s").startDetached();
    for (int i = 0; i < 20_000; i++) {
      below = below.span("s").startDetached();
    }

    trace.end();

    assertThat(tracing.ended()).hasSize(20_002);
  }

  @Test
  void whatIsSaidAfterTheEndIsIgnoredAndCounted() {
    ActiveSpan span = raglan.span("span").startDetached();
    span.end();
    span.attribute("late", 1).tags("late").output("late").status(Status.FAILURE).name("late");
    span.update(SpanUpdate.create().name("late")).recordException(new IllegalStateException());

    assertThat(raglan.lateWrites()).isEqualTo(7);
    assertThat(texts(tracing.ended("span"))).doesNotContainValue("late").doesNotContainKey("late");
  }

  @Test
  void anUpdateMergesWhatItMayAndIgnoresTheRest() {
    ActiveTrace trace =
        raglan.trace("before").tags("a").attribute("k", 1).status("pending").startDetached();
    Map<String, Object> updates = new LinkedHashMap<>();
    updates.put("name", "after");
    updates.put("status", "success");
    updates.put("tags", Arrays.asList("b", null, 7));
    updates.put("attributes", Map.of("l", 2));
    updates.put("referenceId", "stolen");
    updates.put("unknown", new Object());

    trace.update(updates);
    trace.update(Map.of("name", 5, "status", 5, "tags", 5, "attributes", 5));
    trace.end();

    assertThat(texts(tracing.ended("after")))
        .containsEntry("tag.tags", "[a, b]")
        .containsEntry("raglan.status", "success")
        .containsEntry("k", "1")
        .containsEntry("l", "2")
        .doesNotContainValue("stolen");
  }

  @Test
  void aTypedUpdateMergesTheSame() {
    raglan
        .span("before")
        .tags("a")
        .startDetached()
        .update(SpanUpdate.create().name("after").status("failure").tags("b").attribute("l", 2))
        .end();

    assertThat(texts(tracing.ended("after")))
        .containsEntry("tag.tags", "[a, b]")
        .containsEntry("l", "2");
    assertThat(tracing.ended("after").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "success, success, UNSET",
    "failure, failure, ERROR",
    "ERROR, failure, ERROR",
    "aborted, aborted, UNSET",
    "cancelled, canceled, UNSET",
    "pending, pending, UNSET",
    "half done, half done, UNSET",
  })
  void aStatusIsKeptAndAFailureIsToldOpenTelemetry(String said, String written, StatusCode code) {
    raglan.span("span").status(said).startDetached().end();

    assertThat(texts(tracing.ended("span"))).containsEntry("raglan.status", written);
    assertThat(tracing.ended("span").getStatus().getStatusCode()).isEqualTo(code);
  }

  @Test
  void aStatusThatNobodySaidIsUnknown() {
    raglan.span("span").startDetached().end();

    assertThat(texts(tracing.ended("span"))).containsEntry("raglan.status", "unknown");
  }

  @Test
  void anExceptionIsRecordedAndTheStepFailed() {
    raglan
        .span("span")
        .startDetached()
        .recordException(new IllegalStateException("first"))
        .recordException(new IllegalArgumentException("second"))
        .end();

    SpanData span = tracing.ended("span");
    assertThat(span.getStatus().getDescription()).isEqualTo("second");
    assertThat(span.getEvents()).hasSize(2);
    assertThat(texts(span)).containsEntry("error.type", "java.lang.IllegalArgumentException");
  }

  @Test
  void theTimeOfTheEndMayBeGiven() {
    raglan.span("early").startTime(NOON).startDetached().end(NOON.plusSeconds(3));
    raglan.span("set").startTime(NOON).endTime(NOON.plusSeconds(4)).startDetached().end();

    assertThat(tracing.ended("early").getEndEpochNanos())
        .isEqualTo(NOON.plusSeconds(3).toEpochMilli() * 1_000_000);
    assertThat(tracing.ended("set").getEndEpochNanos())
        .isEqualTo(NOON.plusSeconds(4).toEpochMilli() * 1_000_000);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void aBlankNameIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> raglan.trace(name))
        .withMessageContaining("name must not be blank");
    assertThatIllegalArgumentException().isThrownBy(() -> raglan.span(name));
    assertThatIllegalArgumentException().isThrownBy(() -> raglan.generation(name));
  }

  @Test
  void anEndBeforeTheStartAndANegativeDurationAreRefused() {
    ActiveSpanBuilder builder = raglan.span("span").startTime(NOON);
    ActiveSpan open = raglan.span("span").startTime(NOON).startDetached();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.endTime(NOON.minusMillis(1)))
        .withMessageContaining("must not be before the start");
    assertThatIllegalArgumentException().isThrownBy(() -> open.end(NOON.minusMillis(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.duration(Duration.ofMillis(-1)))
        .withMessageContaining("zero or more");
    assertThat(tracing.ended()).isEmpty();
    open.end(NOON);
  }

  @Test
  void aSpanOutsideATraceOpensOne() {
    try (ActiveSpan span = raglan.span("span").start()) {
      assertThat(raglan.currentTrace().spanId()).isEqualTo(span.spanId());
      raglan.generation("inner").start().end();
    }

    assertThat(tracing.ended("inner").getParentSpanId())
        .isEqualTo(tracing.ended("span").getSpanId());
  }

  @Test
  void aTraceInsideAnotherIsANewOneThatIsLinkedToWhereItStarted() {
    try (ActiveTrace outer = raglan.trace("outer").start()) {
      raglan.trace("inner").start().end();
      raglan.trace("root").root().start().end();

      assertThat(tracing.ended("inner").getTraceId()).isNotEqualTo(outer.traceId());
      assertThat(tracing.ended("inner").getLinks())
          .singleElement()
          .satisfies(link -> same(link.getSpanContext(), outer.spanContext()));
      assertThat(tracing.ended("root").getLinks()).isEmpty();
    }
  }

  @Test
  void aTraceGoesOnWithAnotherLibrarysSpanUnlessItIsARoot() {
    Span server = tracing.other().spanBuilder("GET /").startSpan();
    try (Scope scope = server.makeCurrent()) {
      raglan.trace("trace").start().end();
      raglan.trace("root").root().start().end();
    }
    server.end();

    assertThat(tracing.ended("trace").getParentSpanId())
        .isEqualTo(server.getSpanContext().getSpanId());
    assertThat(tracing.ended("root").getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void aBuilderStartsAsManySpansAsItIsAskedTo() {
    ActiveSpanBuilder builder = raglan.span("span").attribute("k", "v");
    builder.startDetached().end();
    builder.startDetached().end();

    assertThat(tracing.ended())
        .hasSize(2)
        .allSatisfy(span -> assertThat(texts(span)).containsEntry("k", "v"));
    assertThat(tracing.ended().get(0).getAttributes().get(RaglanAttributes.REFERENCE_ID))
        .isNotEqualTo(tracing.ended().get(1).getAttributes().get(RaglanAttributes.REFERENCE_ID));
  }

  @Test
  void mutableValuesAreWrittenAsTheyWereWhenTheyWereSaid() {
    List<String> messages = new java.util.ArrayList<>(List.of("hello"));
    ActiveSpan span = raglan.span("span").startDetached().input(messages);
    messages.add("changed later");
    span.end();

    assertThat(texts(tracing.ended("span"))).containsEntry("input.value", "[\"hello\"]");
  }

  @Test
  void anApplicationsOwnTypeIsKeptAsItsWord() {
    raglan.span("own").type("planner").startDetached().end();
    raglan.span("known").type("retriever").startDetached().end();

    assertThat(texts(tracing.ended("own"))).containsEntry("raglan.span.type", "planner");
    assertThat(texts(tracing.ended("known")))
        .containsEntry("openinference.span.kind", "RETRIEVER")
        .containsEntry("raglan.span.type", "retriever");
  }

  @Test
  void valuesThatThrowHarmNobody() {
    Object hostile =
        new Object() {
          @SuppressWarnings("unused")
          public String getName() {
            throw new StackOverflowError();
          }

          @Override
          public String toString() {
            throw new LinkageError();
          }
        };

    raglan
        .span("span")
        .input(hostile)
        .attribute("k", hostile)
        .startDetached()
        .output(hostile)
        .tags((String) null)
        .end();

    assertThat(tracing.ended("span").getAttributes().get(OpenInference.INPUT_VALUE)).isNotNull();
  }

  @Test
  void textsThatARetrieverGivesAreDocuments() {
    try (ActiveSpan span = raglan.span("search").type(SpanType.RETRIEVER).start()) {
      span.output(List.of("one", "two"));
    }

    assertThat(tracing.ended("search").getAttributes().asMap().toString())
        .contains("retrieval.documents.1.document.content=two");
  }
}
