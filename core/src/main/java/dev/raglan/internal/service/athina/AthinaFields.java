package dev.raglan.internal.service.athina;

import dev.raglan.internal.service.AssembledSpan;
import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.SpanAttributes;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The fields of a call of a model, under Athina's names; those without a value are left out. */
final class AthinaFields {

  private static final String PRODUCTION = "production";
  private static final String EVAL_METRICS = "custom_eval_metrics";

  private AthinaFields() {}

  /** Returns the fields that a generation has in a trace. */
  static Map<String, Object> ofTrace(AssembledSpan span) {
    Map<String, Object> fields = common(span);
    Object context = fields.get("context");
    if (context != null && !(context instanceof Map<?, ?>)) {
      fields.put("context", Map.of("context", context));
    }
    return fields;
  }

  /** Returns the fields of a logged inference; model, prompt and response are never missing. */
  static Map<String, Object> ofInference(AssembledSpan span) {
    SpanAttributes read = span.attributes();
    Map<String, Object> fields = common(span);
    fields.putIfAbsent("language_model_id", "unknown");
    fields.putIfAbsent("prompt", "");
    fields.putIfAbsent("response", "");
    JsonText.put(fields, "model_options", modelOptions(read));
    JsonText.put(fields, "tool_choice", parsed(RaglanAttributes.TOOL_CHOICE, read));
    JsonText.put(fields, "status_code", read.get(RaglanAttributes.STATUS_CODE));
    JsonText.put(fields, "error", read.error());
    JsonText.put(fields, "tags", read.tags());
    JsonText.put(fields, "topic", read.get(RaglanAttributes.TOPIC));
    return fields;
  }

  private static Map<String, Object> common(AssembledSpan span) {
    SpanAttributes read = span.attributes();
    Map<String, Object> fields = new LinkedHashMap<>();
    JsonText.put(fields, "prompt", read.prompt());
    JsonText.put(fields, "response", read.response());
    JsonText.put(fields, "language_model_id", read.model());
    JsonText.put(fields, "prompt_slug", read.get(RaglanAttributes.PROMPT_SLUG));
    String environment = read.environment();
    fields.put("environment", environment == null ? PRODUCTION : environment);
    fields.put("external_reference_id", span.referenceId());
    JsonText.put(fields, "customer_id", read.get(RaglanAttributes.CUSTOMER_ID));
    JsonText.put(fields, "customer_user_id", read.userId());
    JsonText.put(fields, "session_id", read.sessionId());
    JsonText.put(fields, "user_query", read.get(RaglanAttributes.USER_QUERY));
    JsonText.put(fields, "context", parsed(RaglanAttributes.CONTEXT, read));
    JsonText.put(fields, "expected_response", read.get(RaglanAttributes.EXPECTED_RESPONSE));
    JsonText.put(fields, "tools", parsed(GenAi.TOOL_DEFINITIONS, read));
    JsonText.put(fields, "tool_calls", parsed(RaglanAttributes.TOOL_CALLS, read));
    JsonText.put(
        fields, "function_call_response", parsed(RaglanAttributes.FUNCTION_CALL_RESPONSE, read));
    putUsage(span, fields);
    putOwn(read, fields);
    return fields;
  }

  private static void putUsage(AssembledSpan span, Map<String, Object> fields) {
    SpanAttributes read = span.attributes();
    JsonText.put(fields, "prompt_tokens", read.inputTokens());
    JsonText.put(fields, "completion_tokens", read.outputTokens());
    JsonText.put(fields, "total_tokens", read.totalTokens());
    JsonText.put(fields, "cost", read.cost());
    Long said = read.get(RaglanAttributes.RESPONSE_TIME);
    long took = TimeUnit.NANOSECONDS.toMillis(span.endNanos() - span.startNanos());
    fields.put("response_time", said == null ? took : said);
  }

  /** Puts the functions, which must be a list of objects, and the application's own attributes. */
  private static void putOwn(SpanAttributes read, Map<String, Object> fields) {
    Map<String, Object> custom = own(read);
    Object functions = parsed(RaglanAttributes.FUNCTIONS, read);
    if (functions instanceof Map<?, ?> single) {
      fields.put("functions", List.of(single));
    } else if (functions instanceof List<?> list && list.stream().allMatch(Map.class::isInstance)) {
      JsonText.put(fields, "functions", list);
    } else {
      JsonText.put(custom, "functions", functions);
    }
    if (custom.get(EVAL_METRICS) instanceof Map<?, ?> metrics) {
      fields.put(EVAL_METRICS, metrics);
      custom.remove(EVAL_METRICS);
    }
    JsonText.put(fields, "custom_attributes", custom);
  }

  /** Returns the application's own attributes, and the parameters of the trace. */
  static Map<String, Object> own(SpanAttributes read) {
    Map<String, Object> own = new LinkedHashMap<>();
    read.customAttributes().forEach((key, value) -> JsonText.put(own, key, value));
    read.userAttributes().forEach((key, value) -> JsonText.put(own, key, value));
    JsonText.put(own, "params", read.params());
    return own;
  }

  private static Map<String, Object> modelOptions(SpanAttributes read) {
    Map<String, @Nullable Object> all = read.modelOptions();
    Map<String, Object> options = new LinkedHashMap<>();
    JsonText.put(options, "temperature", all.remove("temperature"));
    Object most = all.remove("max_completion_tokens");
    Object mostTokens = all.remove("max_tokens");
    JsonText.put(options, "max_completion_tokens", most == null ? mostTokens : most);
    JsonText.put(options, "stop", all.remove("stop"));
    JsonText.put(options, "top_p", all.remove("top_p"));
    Map<String, Object> extra = new LinkedHashMap<>();
    all.forEach((key, value) -> JsonText.put(extra, key, value));
    JsonText.put(options, "extra_options", extra);
    return options;
  }

  private static @Nullable Object parsed(AttributeKey<String> key, SpanAttributes read) {
    String text = read.get(key);
    return text == null ? null : JsonText.parse(text);
  }
}
