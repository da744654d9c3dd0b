package dev.raglan.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.internal.delivery.Spans;
import dev.raglan.model.Status;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.testing.trace.TestSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TraceAssemblerTest {

  private final AtomicLong clock = new AtomicLong();
  private TraceAssembler assembler = assembler(bounds(10_000, false));

  private TraceAssembler assembler(AssemblyBounds bounds) {
    return new TraceAssembler(bounds, clock::get);
  }

  private static AssemblyBounds bounds(int maxSpans, boolean dropsOldest) {
    return new AssemblyBounds(32 << 20, maxSpans, Duration.ofMinutes(5), dropsOldest);
  }

  private List<AssembledTrace> add(SpanData... spans) {
    return assembler.add(List.of(spans));
  }

  private static SpanData with(TestSpanData.Builder span, Attributes attributes) {
    return span.setAttributes(attributes).build();
  }

  private static Attributes tags(String... tags) {
    return Attributes.of(RaglanAttributes.TAGS, List.of(tags));
  }

  private static SpanData feedback(long id, AttributesBuilder attributes) {
    return with(
        Spans.child(id, 1, "feedback", 500, 500),
        attributes
            .put(RaglanAttributes.FEEDBACK_KIND, "binary")
            .put(RaglanAttributes.FEEDBACK_VALUE, "true")
            .build());
  }

  @Test
  void sendsATraceAsATreeOnceItsRootHasEnded() {
    assertThat(add(Spans.child(3, 2, "inner", 20, 30).build())).isEmpty();
    assertThat(add(Spans.child(2, 1, "first", 10, 40).build())).isEmpty();
    assertThat(assembler.waiting()).isEqualTo(2);

    AssembledTrace trace =
        add(Spans.child(4, 1, "second", 50, 60).build(), Spans.root("root").build()).get(0);

    assertThat(trace.root()).isNotNull();
    assertThat(trace.spans())
        .extracting(AssembledSpan::name)
        .containsExactly("root", "first", "inner", "second");
    assertThat(trace.root().children())
        .extracting(AssembledSpan::name)
        .containsExactly("first", "second");
    assertThat(trace.newSpans()).isEqualTo(4);
    assertThat(trace.continued()).isFalse();
    assertThat(assembler.waiting()).isZero();
  }

  @Test
  void sendsEachLocalRootOfATraceByItself() {
    SpanData open = Spans.child(9, 8, "of another request", 0, 10).build();
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            Spans.TRACE, "00000000000000aa", TraceFlags.getSampled(), TraceState.getDefault());
    SpanData root = Spans.span(Spans.TRACE, 1, "root", 0, 10).setParentSpanContext(remote).build();

    List<AssembledTrace> traces = add(open, root);

    assertThat(traces).hasSize(1);
    assertThat(traces.get(0).spans()).extracting(AssembledSpan::name).containsExactly("root");
    assertThat(assembler.waiting()).isEqualTo(1);
  }

  @Test
  void completesATraceWithItsLateChildren() {
    add(Spans.child(2, 1, "early", 5, 10).build(), Spans.root("root").build());

    assertThat(add(Spans.child(4, 3, "grandchild", 420, 430).build())).isEmpty();
    AssembledTrace late = add(Spans.child(3, 1, "late", 400, 440).build()).get(0);

    assertThat(late.continued()).isTrue();
    assertThat(late.newSpans()).isEqualTo(2);
    assertThat(late.spans())
        .extracting(AssembledSpan::name)
        .containsExactly("root", "early", "late", "grandchild");
    assertThat(late.spans())
        .extracting(AssembledSpan::isNew)
        .containsExactly(false, false, true, true);
    assertThat(assembler.late()).isEqualTo(2);
  }

  @Test
  void givesUpATraceWhoseRootDoesNotEnd() {
    add(Spans.child(2, 1, "orphan", 5, 10).build());
    clock.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(assembler.due()).isEmpty();
    clock.incrementAndGet();

    AssembledTrace trace = assembler.due().get(0);

    assertThat(trace.root()).isNull();
    assertThat(trace.tops()).extracting(AssembledSpan::name).containsExactly("orphan");
    assertThat(assembler.unfinished()).isEqualTo(1);
    assertThat(assembler.waiting()).isZero();
  }

  @Test
  void hasNothingLeftAfterTheRest() {
    add(Spans.child(2, 1, "a", 5, 10).build(), Spans.child(4, 3, "b", 5, 10).build());
    assertThat(assembler.rest()).hasSize(1).allSatisfy(t -> assertThat(t.newSpans()).isEqualTo(2));
    assertThat(assembler.waiting()).isZero();
  }

  @Test
  void leavesOutTheNewestOfATraceThatIsFull() {
    assembler = assembler(bounds(2, false));
    add(child(2), child(3), child(4));
    AssembledTrace trace = add(Spans.root("root").build()).get(0);
    assertThat(trace.spans()).extracting(AssembledSpan::name).containsExactly("root", "s2", "s3");
    assertThat(assembler.overflowed()).isEqualTo(1);
  }

  @Test
  void keepsNoMoreFeedbackThanSpansOfATraceThatDoesNotEnd() {
    assembler = assembler(bounds(2, true));
    add(child(2));
    for (int i = 0; i < 5; i++) {
      add(
          feedback(
              10 + i, Attributes.builder().put(RaglanAttributes.FEEDBACK_TRACE_ID, Spans.TRACE)));
    }
    assertThat(assembler.overflowed()).isEqualTo(3);
    AssembledTrace trace = add(Spans.root("root").build()).get(0);
    assertThat(trace.feedback()).hasSize(2);
    assertThat(trace.newSpans()).isEqualTo(4);
    assertThat(assembler.waiting()).isZero();
  }

  @Test
  void leavesOutTheOldestOfATraceThatIsFull() {
    assembler = assembler(bounds(2, true));
    add(child(2), child(3), child(4));
    AssembledTrace trace = add(Spans.root("root").build()).get(0);
    assertThat(trace.spans()).extracting(AssembledSpan::name).containsExactly("root", "s3", "s4");
    assertThat(assembler.overflowed()).isEqualTo(1);
  }

  private static SpanData child(long id) {
    return Spans.child(id, 1, "s" + id, id, id + 1).build();
  }

  @Test
  void keepsWithinItsBytesAndCountsEverySpanOnce() {
    for (boolean oldest : new boolean[] {false, true}) {
      assembler = assembler(new AssemblyBounds(64 << 10, 100, Duration.ofMinutes(5), oldest));
      String text = "x".repeat(5_000);
      int sent = 0;
      for (int trace = 1; trace <= 30; trace++) {
        SpanData span =
            with(
                Spans.span(Spans.traceId(trace), 2, "child", 0, 1)
                    .setParentSpanContext(Spans.context(Spans.traceId(trace), 1)),
                Attributes.of(RaglanAttributes.CONTEXT, text));
        sent += assembler.add(List.of(span)).size();
      }
      assertThat(sent).isZero();
      assertThat(assembler.waiting()).isBetween(4, 6);
      assertThat(assembler.waiting() + assembler.overflowed()).isEqualTo(30);
    }
  }

  @Test
  void tellsOwnTagsAndAttributesFromInheritedOnes() {
    Attributes ofRoot =
        Attributes.builder()
            .put(RaglanAttributes.TAGS, List.of("chat"))
            .put(RaglanAttributes.CUSTOM_ATTRIBUTES, "{\"tier\":\"gold\",\"n\":1}")
            .put(GenAi.CONVERSATION_ID, "s-1")
            .build();
    Attributes ofChild =
        Attributes.builder()
            .put(RaglanAttributes.TAGS, List.of("chat", "own"))
            .put(RaglanAttributes.CUSTOM_ATTRIBUTES, "{\"tier\":\"gold\",\"n\":2}")
            .put(GenAi.CONVERSATION_ID, "s-1")
            .build();
    AssembledTrace trace =
        add(with(Spans.child(2, 1, "child", 1, 2), ofChild), with(Spans.root("root"), ofRoot))
            .get(0);

    AssembledSpan child = trace.spans().get(1);
    assertThat(trace.root().ownTags()).containsExactly("chat");
    assertThat(child.ownTags()).containsExactly("own");
    assertThat(child.attributes().tags()).containsExactly("chat", "own");
    assertThat(child.ownCustomAttributes()).isEqualTo(Map.of("n", 2));
    assertThat(child.ownOf(SpanAttributes::sessionId)).isNull();
    assertThat(trace.root().ownOf(SpanAttributes::sessionId)).isEqualTo("s-1");
  }

  @Test
  void tellsTheApplicationsAttributesFromThoseOfConventions() {
    Attributes all =
        Attributes.builder()
            .put("tier", "gold")
            .put("inputs", 3)
            .put("sessions.id", "no convention's")
            .put(OpenInference.SESSION_ID, "s-1")
            .put(OpenInference.INPUT_VALUE, "{}")
            .put(RaglanAttributes.PARAM_PREFIX + "k", 5)
            .put(RaglanAttributes.PARAM_PREFIX + "list", "[1,2]")
            .put("llm.input_messages.0.message.role", "user")
            .put(GenAi.REQUEST_MODEL, "gpt-4o")
            .build();
    SpanAttributes read = add(with(Spans.root("root"), all)).get(0).root().attributes();
    assertThat(read.userAttributes().keySet())
        .containsExactlyInAnyOrder("tier", "inputs", "sessions.id");
    assertThat(read.params()).isEqualTo(Map.of("k", 5L, "list", List.of(1, 2)));
  }

  @Test
  void readsAGenerationWhateverDialectItWasWrittenIn() {
    Attributes genAi =
        Attributes.builder()
            .put(GenAi.REQUEST_MODEL, "gpt-4o")
            .put(GenAi.SYSTEM_INSTRUCTIONS, "[{\"type\":\"text\",\"content\":\"Be brief.\"}]")
            .put(
                GenAi.INPUT_MESSAGES,
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]")
            .put(
                GenAi.OUTPUT_MESSAGES,
                "[{\"role\":\"assistant\",\"finish_reason\":\"stop\","
                    + "\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}]}]")
            .put(GenAi.USAGE_INPUT_TOKENS, 3)
            .put(GenAi.USAGE_OUTPUT_TOKENS, 4)
            .build();
    SpanAttributes read = add(with(Spans.root("root"), genAi)).get(0).root().attributes();
    assertThat(read.isGeneration()).isTrue();
    assertThat(read.prompt())
        .isEqualTo(
            List.of(
                Map.of("role", "system", "content", "Be brief."),
                Map.of("role", "user", "content", "Hi")));
    assertThat(read.response()).isEqualTo("Hello");
    assertThat(read.totalTokens()).isEqualTo(7);
  }

  @Test
  void keepsAStatusThatIsNoneOfRaglans() {
    SpanData odd =
        with(Spans.root("root"), Attributes.of(RaglanAttributes.STATUS, "waiting for Godot"));
    SpanData failed =
        Spans.span(Spans.traceId(7), 1, "f", 0, 1).setStatus(StatusData.error()).build();
    SpanAttributes first = add(odd).get(0).root().attributes();
    assertThat(first.ownStatus()).isEqualTo("waiting for Godot");
    assertThat(first.status()).isNull();
    assertThat(add(failed).get(0).root().attributes().status()).isEqualTo(Status.FAILURE);
  }

  @Test
  void hasAReferenceIdForEverySpan() {
    SpanData said =
        with(Spans.root("root"), Attributes.of(RaglanAttributes.REFERENCE_ID, "order-1"));
    AssembledTrace trace = add(Spans.child(2, 1, "child", 1, 2).build(), said).get(0);
    assertThat(trace.root().referenceId()).isEqualTo("order-1");
    assertThat(trace.spans().get(1).referenceId()).isEqualTo(Spans.TRACE + "-0000000000000002");
  }

  @Test
  void keepsFeedbackUntilItsTraceIsSent() {
    add(Spans.child(2, 1, "child", 1, 2).build());
    assertThat(
            add(feedback(5, Attributes.builder().put(RaglanAttributes.FEEDBACK_TARGET, "trace"))))
        .isEmpty();
    AssembledTrace trace = add(Spans.root("root").build()).get(0);
    assertThat(trace.feedback()).hasSize(1);
    assertThat(trace.spans()).hasSize(2);
    assertThat(trace.newSpans()).isEqualTo(3);
  }

  @Test
  void sendsFeedbackOnWhatWasSentAtOnceUnderItsReferenceId() {
    SpanData generation =
        with(
            Spans.child(2, 1, "answer", 1, 2),
            Attributes.builder()
                .put(RaglanAttributes.SPAN_TYPE, "generation")
                .put(RaglanAttributes.REFERENCE_ID, "call-2")
                .build());
    add(generation, Spans.root("root").build());

    AssembledTrace onTrace =
        add(feedback(5, Attributes.builder().put(RaglanAttributes.FEEDBACK_TRACE_ID, Spans.TRACE)))
            .get(0);
    AssembledTrace onSpan =
        add(feedback(
                6,
                Attributes.builder()
                    .put(RaglanAttributes.FEEDBACK_TRACE_ID, Spans.TRACE)
                    .put(RaglanAttributes.FEEDBACK_SPAN_ID, "0000000000000001")))
            .get(0);

    assertThat(onTrace.spans()).isEmpty();
    assertThat(onTrace.newSpans()).isEqualTo(1);
    assertThat(onTrace.feedback().get(0).referenceId()).isEqualTo("call-2");
    assertThat(onSpan.feedback().get(0).referenceId()).isEqualTo(Spans.TRACE + "-0000000000000001");
  }

  @Test
  void readsFeedbackThatWasGivenWhileTheSpanWasOpen() {
    Attributes given =
        Attributes.builder()
            .put(RaglanAttributes.FEEDBACK_KIND, "categorical")
            .put(RaglanAttributes.FEEDBACK_VALUE, "good")
            .put(RaglanAttributes.FEEDBACK_CATEGORIES, List.of("good", "bad"))
            .build();
    SpanData root =
        Spans.root("root")
            .setEvents(List.of(EventData.create(1, GenAi.EVALUATION_RESULT_EVENT, given)))
            .build();
    assertThat(add(root).get(0).feedback())
        .singleElement()
        .satisfies(each -> assertThat(each.categories()).containsExactly("good", "bad"))
        .satisfies(each -> assertThat(each.sign()).isNull());
  }

  @Test
  void assemblesDeepTreesAndForgedOnes() {
    List<SpanData> spans = new ArrayList<>();
    for (int id = 3_000; id > 1; id--) {
      spans.add(Spans.child(id, id - 1, "s" + id, id, 4_000).build());
    }
    spans.add(Spans.root("root").build());
    assertThat(assembler.add(spans).get(0).spans()).hasSize(3_000);

    assembler = assembler(bounds(10_000, false));
    add(Spans.child(2, 3, "a", 1, 2).build(), Spans.child(3, 2, "b", 1, 2).build());
    add(Spans.child(4, 4, "own parent", 1, 2).build());
    assertThat(assembler.rest().get(0).spans()).hasSize(3);
  }

  @Test
  void settlesASpanThatComesTwice() {
    AssembledTrace trace = add(child(2), child(2), Spans.root("root").build()).get(0);
    assertThat(trace.spans()).hasSize(2);
    assertThat(trace.newSpans()).isEqualTo(3);
  }

  @Test
  void forgetsWhatItSentAfterAWhile() {
    assembler = assembler(new AssemblyBounds(32 << 20, 100, Duration.ofSeconds(1), false));
    add(Spans.root("root").build());
    clock.addAndGet(2_000_000_000L);
    assertThat(assembler.add(List.of())).isEmpty();
    assertThat(add(Spans.child(2, 1, "late", 1, 2).build())).isEmpty();
    assertThat(assembler.waiting()).isEqualTo(1);
  }

  @Test
  void parsesOnlyWhatIsJson() {
    assertThat(JsonText.parse("[1,2")).isEqualTo("[1,2");
    assertThat(JsonText.parse("[1] and more")).isEqualTo("[1] and more");
    assertThat(JsonText.parse("null")).isEqualTo("null");
    assertThat(JsonText.parse("{\"a\":null}")).isInstanceOf(Map.class);
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(JsonText.parse(deep)).isEqualTo(deep);
    assertThat(
            new String(
                JsonText.bytes(Map.of("t", "cut \ud83d")), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("{\"t\":\"cut ?\"}");
  }
}
