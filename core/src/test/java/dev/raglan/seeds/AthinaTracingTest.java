package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import dev.raglan.model.Feedback;
import dev.raglan.model.FeedbackSource;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.BaseSpanBuilder;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Athina's page "Tracing": what a trace, a span and a generation are told. */
class AthinaTracingTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @RegisterExtension final Spans spans = new Spans();

  /** How a trace, a span and a generation are begun. */
  interface Begun extends Function<Raglan, BaseSpanBuilder<?, ?>> {}

  static Stream<Named<Begun>> steps() {
    return Stream.of(
        Named.of("trace", raglan -> raglan.trace("step")),
        Named.of("span", raglan -> raglan.span("step")),
        Named.of("generation", raglan -> raglan.generation("step")));
  }

  private SpanData step() {
    return spans.ended("step");
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void hasAName(Begun begun) {
    begun.apply(spans.raglan).startDetached().end();

    assertThat(step().getName()).isEqualTo("step");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void startsNowUnlessTheStartIsSaid(Begun begun) {
    long before = nanos(Instant.now());
    begun.apply(spans.raglan).startDetached().name("now").end();
    begun.apply(spans.raglan).startTime(NOON).startDetached().end();

    assertThat(spans.ended("now").getStartEpochNanos()).isBetween(before, nanos(Instant.now()));
    assertThat(step().getStartEpochNanos()).isEqualTo(nanos(NOON));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void endsNowUnlessTheEndIsSaid(Begun begun) {
    long before = nanos(Instant.now());
    begun.apply(spans.raglan).startDetached().name("now").end();
    begun.apply(spans.raglan).startTime(NOON).endTime(NOON.plusSeconds(5)).startDetached().end();

    SpanData now = spans.ended("now");
    assertThat(now.getEndEpochNanos()).isBetween(before, nanos(Instant.now()));
    assertThat(now.getEndEpochNanos()).isGreaterThanOrEqualTo(now.getStartEpochNanos());
    assertThat(step().getEndEpochNanos()).isEqualTo(nanos(NOON.plusSeconds(5)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void endsWhenItsEndIsSaidAtTheEnd(Begun begun) {
    begun.apply(spans.raglan).startTime(NOON).startDetached().end(NOON.plusSeconds(7));

    assertThat(step().getEndEpochNanos()).isEqualTo(nanos(NOON.plusSeconds(7)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void takesAsLongAsIsSaid(Begun begun) {
    begun
        .apply(spans.raglan)
        .startTime(NOON)
        .duration(Duration.ofMillis(350))
        .startDetached()
        .end();

    assertThat(step().getEndEpochNanos()).isEqualTo(nanos(NOON.plusMillis(350)));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void hasAStatus(Begun begun) {
    begun.apply(spans.raglan).status("success").startDetached().name("success").end();
    begun.apply(spans.raglan).startDetached().name("error").status("error").end();
    begun.apply(spans.raglan).status(Status.ABORTED).startDetached().name("aborted").end();
    begun.apply(spans.raglan).startDetached().name("failure").end(Status.FAILURE);
    begun.apply(spans.raglan).status("half done").startDetached().end();

    assertThat(status("success")).isEqualTo("success");
    assertThat(status("error")).isEqualTo("failure");
    assertThat(status("aborted")).isEqualTo("aborted");
    assertThat(status("failure")).isEqualTo("failure");
    assertThat(status("step")).isEqualTo("half done");
  }

  private String status(String span) {
    return spans.written(span, RaglanAttributes.STATUS);
  }

  @ParameterizedTest
  @MethodSource("steps")
  void hasAttributes(Begun begun) {
    var started = begun.apply(spans.raglan).attribute("a", "before").attributes(Map.of("b", "map"));
    started.startDetached().attribute("c", "while open").end();

    assertThat(spans.text("step", "a")).isEqualTo("before");
    assertThat(spans.text("step", "b")).isEqualTo("map");
    assertThat(spans.text("step", "c")).isEqualTo("while open");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void hasAnInputAndAnOutput(Begun begun) {
    begun
        .apply(spans.raglan)
        .input(Map.of("query", "q"))
        .startDetached()
        .output(Map.of("answer", "a"))
        .end();

    assertThat(spans.written("step", OpenInference.INPUT_VALUE)).isEqualTo("{\"query\":\"q\"}");
    assertThat(spans.written("step", OpenInference.OUTPUT_VALUE)).isEqualTo("{\"answer\":\"a\"}");
  }

  @ParameterizedTest
  @MethodSource("steps")
  void hasAVersion(Begun begun) {
    begun.apply(spans.raglan).version("2.1.0").startDetached().end();

    assertThat(spans.written("step", RaglanAttributes.VERSION)).isEqualTo("2.1.0");
  }

  @Test
  void isASpanUnlessAnotherTypeIsSaid() {
    spans.raglan.span("step").startDetached().end();

    assertThat(spans.written("step", RaglanAttributes.SPAN_TYPE)).isEqualTo("span");
  }

  @Test
  void isAGenerationUnlessAnotherTypeIsSaid() {
    spans.raglan.generation("step").startDetached().end();
    spans.raglan.generation("other").type("moderation").startDetached().end();

    assertThat(spans.written("step", RaglanAttributes.SPAN_TYPE)).isEqualTo("generation");
    assertThat(spans.written("step", GenAi.OPERATION_NAME)).isEqualTo("chat");
    assertThat(spans.written("step", OpenInference.SPAN_KIND)).isEqualTo("LLM");
    assertThat(spans.written("other", RaglanAttributes.SPAN_TYPE)).isEqualTo("moderation");
  }

  @ParameterizedTest
  @CsvSource({"generation, generation, LLM", "span, span, CHAIN", "moderation, moderation, CHAIN"})
  void isOfTheTypeThatIsSaid(String said, String type, String kind) {
    spans.raglan.span("step").type(said).startDetached().end();

    assertThat(spans.written("step", RaglanAttributes.SPAN_TYPE)).isEqualTo(type);
    assertThat(spans.written("step", OpenInference.SPAN_KIND)).isEqualTo(kind);
  }

  static final class Annotated {

    @Traced(value = "typed", type = SpanType.TOOL)
    void typed() {}

    @Traced(value = "custom", customType = "moderation")
    void custom() {}

    @Traced(value = "root", root = true)
    void root() {}

    @Traced(value = "two", attributes = "constant=c")
    String two(@SpanAttribute("argument") String query, int limit) {
      return "a";
    }

    @Generation(value = "one", attributes = "constant=c")
    String one(@SpanAttribute("argument") String query) {
      return "a";
    }
  }

  @Test
  void isOfTheTypeThatAnAnnotationSays() {
    spans.call(new Annotated(), "typed");
    spans.call(new Annotated(), "custom");

    assertThat(spans.written("typed", RaglanAttributes.SPAN_TYPE)).isEqualTo("tool");
    assertThat(spans.written("custom", RaglanAttributes.SPAN_TYPE)).isEqualTo("moderation");
  }

  @Test
  void writesArgumentsAndResult() {
    spans.call(new Annotated(), "two", "q", 3);
    spans.call(new Annotated(), "one", "q");

    assertThat(spans.written("two", OpenInference.INPUT_VALUE))
        .isEqualTo("{\"query\":\"q\",\"limit\":3}");
    assertThat(spans.written("two", OpenInference.OUTPUT_VALUE)).isEqualTo("a");
    assertThat(spans.written("one", OpenInference.INPUT_VALUE)).isEqualTo("q");
    assertThat(spans.written("one", OpenInference.OUTPUT_VALUE)).isEqualTo("a");
    assertThat(spans.written("one", RaglanAttributes.STATUS)).isNull();
  }

  @Test
  void hasTheAttributesOfAnAnnotation() {
    spans.call(new Annotated(), "two", "q", 3);
    spans.call(new Annotated(), "one", "q");

    for (String span : new String[] {"one", "two"}) {
      assertThat(spans.text(span, "constant")).isEqualTo("c");
      assertThat(spans.text(span, "argument")).isEqualTo("q");
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void opensATraceOutsideOne(Begun begun) {
    begun.apply(spans.raglan).startDetached().end();
    spans.call(new Annotated(), "typed");

    assertThat(step().getParentSpanContext().isValid()).isFalse();
    assertThat(spans.ended("typed").getParentSpanContext().isValid()).isFalse();
    assertThat(spans.ended("typed").getTraceId()).isNotEqualTo(step().getTraceId());
  }

  @Test
  void isOpenedByAnAnnotationThatSaysSo() {
    spans.raglan.trace("outer", () -> spans.call(new Annotated(), "root"));

    assertThat(spans.ended("root").getParentSpanContext().isValid()).isFalse();
    assertThat(spans.ended("root").getTraceId()).isNotEqualTo(spans.ended("outer").getTraceId());
  }

  @Test
  void nestsRetrievalGenerationAndCallsInOneTrace() {
    try (ActiveTrace trace = spans.raglan.trace("trace").start()) {
      spans.raglan.span("retrieval").type(SpanType.RETRIEVER).start().end();
      spans.raglan.generation("generation").start().end();
      spans.call(new Annotated(), "typed");
    }

    String root = spans.ended("trace").getSpanId();
    for (String name : new String[] {"retrieval", "generation", "typed"}) {
      assertThat(spans.ended(name).getParentSpanId()).as(name).isEqualTo(root);
    }
    assertThat(spans.written("retrieval", RaglanAttributes.SPAN_TYPE)).isEqualTo("retriever");
    assertThat(spans.written("generation", RaglanAttributes.SPAN_TYPE)).isEqualTo("generation");
    assertThat(spans.written("typed", RaglanAttributes.SPAN_TYPE)).isEqualTo("tool");
  }

  @Test
  void isDeliveredOnceItHasEnded() {
    ActiveTrace trace = spans.raglan.trace("step").startDetached();
    assertThat(spans.ended()).isEmpty();
    trace.end();

    spans.raglan.flush(Duration.ofSeconds(1));
    assertThat(step().hasEnded()).isTrue();
  }

  static Stream<FieldRow> fields() {
    return FieldRow.both();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void writesAFieldOfAGeneration(FieldRow row) {
    var generation = spans.raglan.generation("step");
    row.said().accept(generation);
    generation.startDetached().end();
    spans.raglan.generation("open").startDetached().field(row.field(), row.value()).end();

    assertThat(step().getAttributes().asMap()).containsAllEntriesOf(row.written());
    assertThat(spans.ended("open").getAttributes().asMap()).containsAllEntriesOf(row.written());
  }

  @Test
  void takesTheResponseOfAnApiAsItIs() {
    spans.raglan.generation("step").startDetached().response(Completions.OPENAI).end();

    assertThat(spans.written("step", GenAi.OUTPUT_MESSAGES)).contains("A sleeve.");
    assertThat(spans.written("step", GenAi.USAGE_INPUT_TOKENS)).isEqualTo(1000);
  }

  @Test
  void writesAMetricOfTheApplicationsOwn() {
    Feedback metric = Feedback.numeric(0.8).withName("faithful").from(FeedbackSource.GRADER);
    spans.raglan.generation("step").run(() -> spans.raglan.feedback().log(metric));

    assertThat(spans.event("step").getAttributes().get(GenAi.EVALUATION_NAME))
        .isEqualTo("faithful");
    assertThat(spans.event("step").getAttributes().get(GenAi.EVALUATION_SCORE_VALUE))
        .isEqualTo(0.8);
  }
}
