package dev.raglan.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raglan.model.Status;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.ActiveSpan;
import dev.raglan.trace.ActiveTrace;
import dev.raglan.trace.SpanUpdate;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adaline's page "Trace Class". */
class AdalineTraceTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @RegisterExtension final Spans spans = new Spans();

  private ActiveTrace begun() {
    return spans.raglan.trace("t").startDetached();
  }

  @Test
  void aTraceHasItsMetadataItsContextAndItsChildren() {
    try (ActiveTrace trace =
        spans
            .raglan
            .trace("User Login")
            .sessionId("session-abc-123")
            .tags("auth", "production")
            .attributes(Map.of("user_id", "user-456"))
            .start()) {
      trace.span("child").startDetached().end();
    }

    String name = "User Login";
    assertThat(spans.written(name, OpenInference.SESSION_ID)).isEqualTo("session-abc-123");
    assertThat(spans.written(name, RaglanAttributes.TAGS)).containsExactly("auth", "production");
    assertThat(spans.written(name, OpenInference.TAGS)).containsExactly("auth", "production");
    assertThat(spans.text(name, "user_id")).isEqualTo("user-456");
    assertThat(spans.ended("child").getParentSpanId()).isEqualTo(spans.ended(name).getSpanId());
  }

  @Test
  void tracesOfASessionShareIt() {
    spans.raglan.trace("Login").sessionId("s-1").startDetached().end();
    spans.raglan.trace("Chat").sessionId("s-1").startDetached().end();

    assertThat(spans.written("Login", OpenInference.SESSION_ID))
        .isEqualTo(spans.written("Chat", OpenInference.SESSION_ID))
        .isEqualTo("s-1");
    assertThat(spans.ended("Login").getTraceId()).isNotEqualTo(spans.ended("Chat").getTraceId());
  }

  @ParameterizedTest
  @CsvSource({
    "success, SUCCESS, success",
    "failure, FAILURE, failure",
    "aborted, ABORTED, aborted",
    "cancelled, CANCELED, canceled",
    "unknown, UNKNOWN, unknown",
    "pending, PENDING, pending",
  })
  void writesEachStatus(String seed, Status status, String written) {
    spans.raglan.trace("word").status(seed).startDetached().end();
    spans.raglan.span("constant").status(status).startDetached().end();

    assertThat(spans.written("word", RaglanAttributes.STATUS)).isEqualTo(written);
    assertThat(spans.written("constant", RaglanAttributes.STATUS)).isEqualTo(written);
  }

  @Test
  void isUnknownUntilSomebodySays() {
    begun().end();
    spans.raglan.span("s").startDetached().end();

    assertThat(spans.written("t", RaglanAttributes.STATUS)).isEqualTo("unknown");
    assertThat(spans.written("s", RaglanAttributes.STATUS)).isEqualTo("unknown");
  }

  @Test
  void hasTheReferenceIdThatIsGivenElseARandomOne() {
    String given = spans.raglan.trace("t").referenceId("order-1").startDetached().end();
    ActiveSpan span = spans.raglan.span("s").startDetached();
    span.end();

    assertThat(given).isEqualTo("order-1");
    assertThat(spans.written("t", RaglanAttributes.REFERENCE_ID)).isEqualTo("order-1");
    assertThat(span.referenceId()).isEqualTo(spans.written("s", RaglanAttributes.REFERENCE_ID));
    assertThat(UUID.fromString(span.referenceId())).isNotNull();
  }

  @Test
  void theTraceIdIsThereFromTheStart() {
    ActiveTrace trace = begun();
    String before = trace.traceId();
    trace.end();

    assertThat(before).isEqualTo(spans.ended("t").getTraceId()).isEqualTo(trace.traceId());
  }

  @Test
  void isDeliveredWhenItHasEnded() {
    ActiveTrace trace = begun();
    assertThat(spans.ended()).isEmpty();
    trace.end();

    spans.raglan.flush(Duration.ofSeconds(1));
    assertThat(spans.ended()).hasSize(1);
  }

  @Test
  void aSpanOfATraceHangsBelowIt() {
    ActiveTrace trace = begun();
    ActiveSpan span = trace.span("Process Data").startDetached();
    span.update(Map.of("status", "success")).end();
    assertThat(spans.ended()).hasSize(1);
    trace.end();

    assertThat(spans.ended("Process Data").getParentSpanId()).isEqualTo(trace.spanId());
    assertThat(spans.ended("Process Data").hasEnded()).isTrue();
  }

  @Test
  void aSpanTakesAllThatALogSpanTakes() {
    spans
        .raglan
        .span("s")
        .promptId("prompt-1")
        .deploymentId("deploy-1")
        .runEvaluation(true)
        .tags("llm")
        .input("{}")
        .output("[]")
        .startDetached()
        .end();

    assertThat(spans.written("s", RaglanAttributes.PROMPT_ID)).isEqualTo("prompt-1");
    assertThat(spans.written("s", RaglanAttributes.DEPLOYMENT_ID)).isEqualTo("deploy-1");
    assertThat(spans.written("s", RaglanAttributes.RUN_EVALUATION)).isTrue();
    assertThat(spans.written("s", RaglanAttributes.TAGS)).containsExactly("llm");
    assertThat(spans.written("s", OpenInference.TAGS)).containsExactly("llm");
    assertThat(spans.written("s", OpenInference.INPUT_VALUE)).isEqualTo("{}");
    assertThat(spans.written("s", OpenInference.OUTPUT_VALUE)).isEqualTo("[]");
  }

  @Test
  void keepsTheTypeOfAnAttribute() {
    Map<String, Object> attributes =
        Map.of("str", "a", "int", 1, "float", 0.5, "bool", true, "list", List.of(1));
    spans.raglan.span("s").attributes(attributes).startDetached().end();

    assertThat(spans.ended("s").getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("str"), "a")
        .containsEntry(AttributeKey.longKey("int"), 1L)
        .containsEntry(AttributeKey.doubleKey("float"), 0.5)
        .containsEntry(AttributeKey.booleanKey("bool"), true)
        .containsEntry(AttributeKey.stringKey("list"), "[1]");
  }

  @Test
  void writesTheContentOfAModel() {
    spans
        .raglan
        .generation("g")
        .provider("openai")
        .model("gpt-4o")
        .prompt(List.of(Map.of("role", "user", "content", "Why?")))
        .response(Map.of("role", "assistant", "content", "So."))
        .startDetached()
        .end();

    assertThat(spans.written("g", OpenInference.SPAN_KIND)).isEqualTo("LLM");
    assertThat(spans.written("g", GenAi.PROVIDER_NAME)).isEqualTo("openai");
    assertThat(spans.written("g", OpenInference.LLM_PROVIDER)).isEqualTo("openai");
    assertThat(spans.written("g", GenAi.REQUEST_MODEL)).isEqualTo("gpt-4o");
    assertThat(spans.written("g", GenAi.INPUT_MESSAGES)).contains("\"user\"", "Why?");
    assertThat(spans.written("g", GenAi.OUTPUT_MESSAGES)).contains("\"assistant\"", "So.");
  }

  @Test
  void takesItsContentWhileItIsOpen() {
    spans.raglan.span("s").startDetached().input("in").output("out").end();

    assertThat(spans.written("s", OpenInference.INPUT_VALUE)).isEqualTo("in");
    assertThat(spans.written("s", OpenInference.OUTPUT_VALUE)).isEqualTo("out");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void updatesNameStatusTagsAndAttributes(boolean asMap) {
    ActiveTrace trace =
        spans.raglan.trace("t").tags("old").attribute("a", "old").attribute("k", "kept").start();
    Map<String, Object> map =
        Map.of(
            "name",
            "new",
            "status",
            "success",
            "tags",
            List.of("more"),
            "attributes",
            Map.of("a", "new"));
    if (asMap) {
      trace.update(map);
    } else {
      trace.update(
          SpanUpdate.create()
              .name("new")
              .status(Status.SUCCESS)
              .tags("more")
              .attribute("a", "new"));
    }
    trace.end();

    assertThat(spans.written("new", RaglanAttributes.STATUS)).isEqualTo("success");
    assertThat(spans.written("new", RaglanAttributes.TAGS)).containsExactly("old", "more");
    assertThat(spans.text("new", "a")).isEqualTo("new");
    assertThat(spans.text("new", "k")).isEqualTo("kept");
  }

  @Test
  void ignoresWhateverElseAnUpdateSays() {
    begun().update(Map.of("session_id", "s-1", "reference_id", "r", "ended_at", 1)).end();

    assertThat(spans.written("t", OpenInference.SESSION_ID)).isNull();
    assertThat(spans.written("t", RaglanAttributes.REFERENCE_ID)).isNotEqualTo("r");
    assertThat(spans.ended("t").getAttributes().asMap().keySet())
        .extracting(AttributeKey::getKey)
        .doesNotContain("session_id", "reference_id", "ended_at");
  }

  @Test
  void anUpdateReturnsTheStepItself() {
    try (ActiveTrace trace = begun()) {
      assertThat(trace.update(Map.of())).isSameAs(trace);
      assertThat(trace.update(SpanUpdate.create())).isSameAs(trace);
    }
  }

  @Test
  void setsTheEndUnlessItIsSet() {
    spans.raglan.trace("now").startDetached().end();
    spans.raglan.trace("t").startTime(NOON).endTime(NOON.plusSeconds(1)).startDetached().end();

    assertThat(spans.ended("now").getEndEpochNanos())
        .isGreaterThanOrEqualTo(spans.ended("now").getStartEpochNanos());
    long noon = TimeUnit.SECONDS.toNanos(NOON.getEpochSecond());
    assertThat(spans.ended("t").getStartEpochNanos()).isEqualTo(noon);
    assertThat(spans.ended("t").getEndEpochNanos()).isEqualTo(noon + 1_000_000_000);
  }

  @Test
  void endsWhatIsOpenBelow() {
    ActiveTrace trace = begun();
    trace.span("child").startDetached().span("grandchild").startDetached();
    trace.end();

    assertThat(spans.ended())
        .extracting(span -> span.getName())
        .containsExactly("grandchild", "child", "t");
  }

  @Test
  void endReturnsTheReferenceId() {
    ActiveTrace trace = begun();

    assertThat(trace.end()).isNotNull().isEqualTo(trace.referenceId());
  }

  @Test
  void endsOnce() {
    ActiveTrace trace = begun();
    String first = trace.end();
    String second = trace.end();

    assertThat(second).isEqualTo(first);
    assertThat(spans.ended()).hasSize(1);
    trace.update(Map.of("name", "late"));
    assertThat(spans.ended("t").getName()).isEqualTo("t");
  }

  @Test
  void endsWithItsBlock() {
    try (ActiveTrace trace = spans.raglan.trace("block").start()) {
      trace.update(Map.of("status", "success"));
    }
    spans.raglan.trace("work", () -> {});

    assertThat(spans.ended("block").hasEnded()).isTrue();
    assertThat(spans.ended("work").hasEnded()).isTrue();
  }

  @Test
  void failsWithWhatIsThrown() {
    assertThatThrownBy(
            () ->
                spans.raglan.trace(
                    "t",
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(spans.ended("t").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(spans.ended("t").getStatus().getDescription()).isEqualTo("broken");
    assertThat(spans.written("t", ErrorAttributes.ERROR_TYPE))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
