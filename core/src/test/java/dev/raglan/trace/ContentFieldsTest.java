package dev.raglan.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raglan.Raglan;
import dev.raglan.annotation.Field;
import dev.raglan.model.CaptureLimits;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.CapturePolicy;
import dev.raglan.model.ExceptionCapture;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field, with every switch off, in every dialect: no text of content leaves. */
class ContentFieldsTest {

  private static final String TEXT = "The patient has Wegener's disease";
  private static final List<String> DIALECTS = List.of("gen-ai", "openinference", "langfuse");

  private static final Set<Field> METADATA =
      EnumSet.of(
          Field.NONE,
          Field.MODEL,
          Field.PROVIDER,
          Field.SESSION_ID,
          Field.CUSTOMER_ID,
          Field.CUSTOMER_USER_ID,
          Field.EXTERNAL_REFERENCE_ID,
          Field.ENVIRONMENT,
          Field.PROMPT_SLUG,
          Field.PROMPT_VERSION,
          Field.TOPIC,
          Field.TAGS,
          Field.TOOL_NAME,
          Field.TOOL_CALL_ID,
          Field.TEMPERATURE,
          Field.MAX_TOKENS,
          Field.TOP_P,
          Field.TOP_K,
          Field.STOP,
          Field.FREQUENCY_PENALTY,
          Field.PRESENCE_PENALTY,
          Field.SEED,
          Field.PROMPT_TOKENS,
          Field.COMPLETION_TOKENS,
          Field.TOTAL_TOKENS,
          Field.COST,
          Field.RESPONSE_TIME,
          Field.STATUS_CODE,
          Field.FINISH_REASON,
          Field.RESPONSE_ID,
          Field.RESPONSE_MODEL,
          Field.AGENT_NAME,
          Field.AGENT_ID,
          Field.AGENT_VERSION,
          Field.SERVER_ADDRESS,
          Field.SERVER_PORT,
          Field.VERSION,
          Field.RELEASE,
          Field.GROUP_ID,
          Field.APPLICATION_VARIANT_ID,
          Field.APPLICATION_INTERACTION_ID,
          Field.CUSTOM_ATTRIBUTES,
          Field.EMBEDDING_MODEL,
          Field.EMBEDDING_DIMENSIONS,
          Field.RERANKING_MODEL,
          Field.DATA_SOURCE_ID);

  @RegisterExtension final Tracing tracing = new Tracing();

  private static CapturePolicy policy(CaptureMode mode) {
    boolean on = mode != CaptureMode.FULL;
    return new CapturePolicy(on, on, ExceptionCapture.FULL, CaptureLimits.DEFAULT, mode);
  }

  /** Without text: switched off, or by mode. */
  static Stream<CapturePolicy> withoutText() {
    return Stream.of(
        policy(CaptureMode.FULL), policy(CaptureMode.STRUCTURE), policy(CaptureMode.NONE));
  }

  private static List<Object> values() {
    return List.of(
        TEXT,
        List.of(TEXT),
        Map.of("role", "user", "content", TEXT),
        List.of(Map.of("role", "user", "content", TEXT)),
        List.of(Map.of("type", "function", "function", Map.of("name", "f", "description", TEXT))),
        Map.of(TEXT, 1, "text", TEXT, "schema", Map.of("description", TEXT)),
        new StringBuilder(TEXT),
        "[{\"role\":\"user\",\"content\":\"" + TEXT + "\"}]");
  }

  @Test
  void aFieldIsContentUnlessItIsKnownToBeMetadata() {
    assertThat(Stream.of(Field.values()).filter(field -> !field.isContent()))
        .containsExactlyInAnyOrderElementsOf(METADATA);
  }

  @ParameterizedTest
  @MethodSource("withoutText")
  void noTextOfAContentFieldLeavesInAnyDialect(CapturePolicy policy) {
    Raglan raglan =
        Raglan.builder(tracing.sdk())
            .dialects(DIALECTS.toArray(new String[0]))
            .capture(policy)
            .build();
    for (Field field : Field.values()) {
      for (Object value : values()) {
        if (field.isContent()) {
          raglan.generation("g of " + field).field(field, value).start().end();
          raglan.span("s of " + field).start().field(field, value).end();
          raglan.span("c of " + field).run(() -> raglan.currentSpan().field(field, value));
        }
      }
    }
    assertThat(tracing.ended()).hasSizeGreaterThan(300);
    List<String> leaks = new ArrayList<>();
    for (SpanData span : tracing.ended()) {
      if (span.toString().contains("Wegener")) {
        leaks.add(span.getName() + " " + span.getAttributes());
      }
    }
    assertThat(leaks).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("withoutText")
  void numbersAndFlagsOfModelOptionsStay(CapturePolicy policy) {
    Raglan raglan = Raglan.builder(tracing.sdk()).capture(policy).build();
    raglan
        .generation("g")
        .modelOptions(
            Map.of("temperature", 0.2, "logprobs", true, "response_format", Map.of("s", TEXT)))
        .start()
        .end();

    Map<String, String> texts = FacadeTest.texts(tracing.ended("g"));
    assertThat(texts).containsEntry("gen_ai.request.temperature", "0.2");
    assertThat(texts.get("llm.invocation_parameters"))
        .contains("logprobs")
        .doesNotContain("response_format");
  }

  @Test
  void theTextOfAnErrorFollowsTheSwitchOfExceptions() {
    CapturePolicy types =
        new CapturePolicy(true, true, ExceptionCapture.TYPE, CaptureLimits.DEFAULT);
    Raglan raglan = Raglan.builder(tracing.sdk()).capture(types).build();
    raglan.generation("g").error(TEXT).start().end();

    assertThat(tracing.ended("g").toString()).doesNotContain("Wegener");
  }
}
