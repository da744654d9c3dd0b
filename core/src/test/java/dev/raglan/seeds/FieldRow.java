package dev.raglan.seeds;

import dev.raglan.annotation.Field;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.GenAiOptions;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.RaglanAttributes;
import dev.raglan.trace.GenerationBuilder;
import io.opentelemetry.api.common.AttributeKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A field of Athina's pages, how it is said here, and what is written.
 *
 * @param seed its name there
 * @param field its name here
 * @param value what it is in the test
 * @param said how the facade is told
 * @param written the attributes it becomes
 */
record FieldRow(
    String seed,
    Field field,
    Object value,
    Consumer<GenerationBuilder> said,
    Map<AttributeKey<?>, Object> written) {

  private static final List<Map<String, String>> TOOLS = List.of(Map.of("name", "weather"));
  private static final String TOOLS_JSON = "[{\"name\":\"weather\"}]";

  /** The fields that are on both of Athina's pages. */
  static Stream<FieldRow> both() {
    return Stream.concat(texts(), values());
  }

  private static Stream<FieldRow> texts() {
    return Stream.of(
        row("language_model_id", Field.MODEL, "my-model", g -> g.model("my-model"))
            .writes(GenAi.REQUEST_MODEL, "my-model")
            .writes(OpenInference.LLM_MODEL_NAME, "my-model"),
        row("prompt", Field.PROMPT, "Why?", g -> g.prompt("Why?"))
            .writes(
                GenAi.INPUT_MESSAGES,
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Why?\"}]}]"),
        row("response", Field.RESPONSE, "So.", g -> g.response("So."))
            .writes(
                GenAi.OUTPUT_MESSAGES,
                "[{\"role\":\"assistant\",\"finish_reason\":\"unknown\",\"parts\":[{\"type\":\"text\",\"content\":\"So.\"}]}]"),
        row("user_query", Field.USER_QUERY, "q", g -> g.userQuery("q"))
            .writes(RaglanAttributes.USER_QUERY, "q"),
        row("prompt_slug", Field.PROMPT_SLUG, "a-v2", g -> g.promptSlug("a-v2"))
            .writes(RaglanAttributes.PROMPT_SLUG, "a-v2")
            .writes(OpenInference.PROMPT_ID, "a-v2"),
        row("environment", Field.ENVIRONMENT, "staging", g -> g.environment("staging"))
            .writes(RaglanAttributes.ENVIRONMENT, "staging"),
        row("customer_id", Field.CUSTOMER_ID, "acme", g -> g.customerId("acme"))
            .writes(RaglanAttributes.CUSTOMER_ID, "acme"),
        row("customer_user_id", Field.CUSTOMER_USER_ID, "u-7", g -> g.customerUserId("u-7"))
            .writes(RaglanAttributes.CUSTOMER_USER_ID, "u-7")
            .writes(OpenInference.USER_ID, "u-7"),
        row("session_id", Field.SESSION_ID, "s-1", g -> g.sessionId("s-1"))
            .writes(GenAi.CONVERSATION_ID, "s-1")
            .writes(OpenInference.SESSION_ID, "s-1"),
        row(
                "external_reference_id",
                Field.EXTERNAL_REFERENCE_ID,
                "order-1",
                g -> g.externalReferenceId("order-1"))
            .writes(RaglanAttributes.REFERENCE_ID, "order-1"),
        row("expected_response", Field.EXPECTED_RESPONSE, "This.", g -> g.expectedResponse("This."))
            .writes(RaglanAttributes.EXPECTED_RESPONSE, "This."),
        row(
                "function_call_response",
                Field.FUNCTION_CALL_RESPONSE,
                "21",
                g -> g.functionCallResponse("21"))
            .writes(RaglanAttributes.FUNCTION_CALL_RESPONSE, "21"));
  }

  private static Stream<FieldRow> values() {
    return Stream.of(
        row("context", Field.CONTEXT, Map.of("k", "v"), g -> g.context(Map.of("k", "v")))
            .writes(RaglanAttributes.CONTEXT, "{\"k\":\"v\"}"),
        row("functions", Field.FUNCTIONS, TOOLS, g -> g.functions(TOOLS))
            .writes(RaglanAttributes.FUNCTIONS, TOOLS_JSON),
        row("tools", Field.TOOLS, TOOLS, g -> g.tools(TOOLS))
            .writes(GenAi.TOOL_DEFINITIONS, "[{\"type\":\"function\",\"name\":\"weather\"}]"),
        row("tool_calls", Field.TOOL_CALLS, TOOLS, g -> g.toolCalls(TOOLS))
            .writes(RaglanAttributes.TOOL_CALLS, TOOLS_JSON),
        row(
                "custom_attributes",
                Field.CUSTOM_ATTRIBUTES,
                Map.of("tier", "gold"),
                g -> g.customAttributes(Map.of("tier", "gold")))
            .writes(RaglanAttributes.CUSTOM_ATTRIBUTES, "{\"tier\":\"gold\"}")
            .writes(OpenInference.METADATA, "{\"tier\":\"gold\"}"),
        row("prompt_tokens", Field.PROMPT_TOKENS, 3, g -> g.promptTokens(3))
            .writes(GenAi.USAGE_INPUT_TOKENS, 3L),
        row("completion_tokens", Field.COMPLETION_TOKENS, 4, g -> g.completionTokens(4))
            .writes(GenAi.USAGE_OUTPUT_TOKENS, 4L),
        row("total_tokens", Field.TOTAL_TOKENS, 9, g -> g.totalTokens(9))
            .writes(RaglanAttributes.USAGE_TOTAL_TOKENS, 9L),
        row("cost", Field.COST, 0.5, g -> g.cost(0.5)).writes(RaglanAttributes.COST_TOTAL, 0.5),
        row("response_time", Field.RESPONSE_TIME, 350, g -> g.responseTime(Duration.ofMillis(350)))
            .writes(RaglanAttributes.RESPONSE_TIME, 350L));
  }

  /** The fields that are on the page of logging attributes alone. */
  static Stream<FieldRow> logging() {
    return Stream.of(
        row("status_code", Field.STATUS_CODE, 500, g -> g.statusCode(500))
            .writes(RaglanAttributes.STATUS_CODE, 500L),
        row("error", Field.ERROR, "Server Error", g -> g.error("Server Error"))
            .writes(RaglanAttributes.ERROR_MESSAGE, "Server Error"),
        row("tags", Field.TAGS, List.of("a", "b"), g -> g.tags("a", "b"))
            .writes(RaglanAttributes.TAGS, List.of("a", "b"))
            .writes(OpenInference.TAGS, List.of("a", "b")),
        row("topic", Field.TOPIC, "billing", g -> g.topic("billing"))
            .writes(RaglanAttributes.TOPIC, "billing"),
        row("tool_choice", Field.TOOL_CHOICE, "auto", g -> g.toolChoice("auto"))
            .writes(RaglanAttributes.TOOL_CHOICE, "auto"),
        row(
                "model_options",
                Field.MODEL_OPTIONS,
                Map.of("logprobs", true),
                g -> g.modelOptions(Map.of("logprobs", true)))
            .writes(RaglanAttributes.MODEL_OPTIONS, "{\"logprobs\":true}"),
        row("temperature", Field.TEMPERATURE, 0.7, g -> g.temperature(0.7))
            .writes(GenAiOptions.TEMPERATURE, 0.7),
        row("max_completion_tokens", Field.MAX_TOKENS, 100, g -> g.maxTokens(100))
            .writes(GenAiOptions.MAX_TOKENS, 100L),
        row("stop", Field.STOP, List.of("END"), g -> g.stop("END"))
            .writes(GenAiOptions.STOP_SEQUENCES, List.of("END")),
        row("top_p", Field.TOP_P, 0.9, g -> g.topP(0.9)).writes(GenAiOptions.TOP_P, 0.9));
  }

  static FieldRow row(String seed, Field field, Object value, Consumer<GenerationBuilder> said) {
    return new FieldRow(seed, field, value, said, Map.of());
  }

  FieldRow writes(AttributeKey<?> key, Object value) {
    Map<AttributeKey<?>, Object> all = new LinkedHashMap<>(written);
    all.put(key, value);
    return new FieldRow(seed, field, this.value, said, all);
  }

  @Override
  public String toString() {
    return seed;
  }
}
