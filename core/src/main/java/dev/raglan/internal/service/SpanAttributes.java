package dev.raglan.internal.service;

import dev.raglan.internal.transport.ContentSpan;
import dev.raglan.model.SpanType;
import dev.raglan.model.Status;
import dev.raglan.semconv.ErrorAttributes;
import dev.raglan.semconv.GenAi;
import dev.raglan.semconv.GenAiOptions;
import dev.raglan.semconv.OpenInference;
import dev.raglan.semconv.OwnKeys;
import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a span, as services ask for them: the one place that knows under which
 * conventions they were written. Immutable.
 */
public final class SpanAttributes {

  private final SpanData span;
  private final Attributes attributes;
  private final Attributes content;

  SpanAttributes(SpanData span) {
    this.span = span;
    this.attributes = span.getAttributes();
    this.content = ContentSpan.contentOf(span);
  }

  /** Returns the value of an attribute; null if the span has none. */
  public <T> @Nullable T get(AttributeKey<T> key) {
    T value = attributes.get(key);
    return value == null ? content.get(key) : value;
  }

  /** Returns Raglan's type of the span, or the application's own; {@code span} if unknown. */
  public String type() {
    String type = get(RaglanAttributes.SPAN_TYPE);
    if (type != null) {
      return type;
    }
    String kind = get(OpenInference.SPAN_KIND);
    boolean callsModel =
        "LLM".equals(kind)
            || (get(GenAi.REQUEST_MODEL) != null
                && (get(GenAi.INPUT_MESSAGES) != null || get(GenAi.USAGE_INPUT_TOKENS) != null));
    return callsModel ? SpanType.GENERATION.id() : SpanType.SPAN.id();
  }

  /** Returns true for a call of a language model. */
  public boolean isGeneration() {
    return type().equals(SpanType.GENERATION.id());
  }

  /** Returns true if the span is of an annotated method. */
  public boolean isAnnotated() {
    return get(RaglanAttributes.CODE_FUNCTION) != null;
  }

  /**
   * Returns the outcome as far as it was stated, or the span failed; null for a span that just
   * ended.
   */
  public @Nullable Status status() {
    String stated = get(RaglanAttributes.STATUS);
    for (Status each : Status.values()) {
      if (each.id().equalsIgnoreCase(stated)) {
        return each;
      }
    }
    return span.getStatus().getStatusCode() == StatusCode.ERROR ? Status.FAILURE : null;
  }

  /** Returns the status in the application's own words; null if it used none. */
  public @Nullable String ownStatus() {
    String stated = get(RaglanAttributes.STATUS);
    for (Status each : Status.values()) {
      if (each.id().equalsIgnoreCase(stated)) {
        return null;
      }
    }
    return stated;
  }

  /** Returns why the span failed; null if it did not, or nothing was said. */
  public @Nullable String error() {
    String said = get(RaglanAttributes.ERROR_MESSAGE);
    if (said != null) {
      return said;
    }
    String described = span.getStatus().getDescription();
    if (described != null && !described.isEmpty()) {
      return described;
    }
    return get(ErrorAttributes.ERROR_TYPE);
  }

  /** Returns the model that was asked for, else the one that answered; null if unknown. */
  public @Nullable String model() {
    String asked = first(GenAi.REQUEST_MODEL, GenAi.RESPONSE_MODEL);
    return asked == null
        ? first(OpenInference.LLM_MODEL_NAME, OpenInference.EMBEDDING_MODEL_NAME)
        : asked;
  }

  /** Returns the provider of the model; null if unknown. */
  public @Nullable String provider() {
    String provider = first(GenAi.PROVIDER_NAME, OpenInference.LLM_PROVIDER);
    return provider == null ? get(OpenInference.LLM_SYSTEM) : provider;
  }

  /** Returns the session; null for none. */
  public @Nullable String sessionId() {
    return first(GenAi.CONVERSATION_ID, OpenInference.SESSION_ID);
  }

  /** Returns the end user; where a customer is known, the customer's user. */
  public @Nullable String userId() {
    return first(RaglanAttributes.CUSTOMER_USER_ID, OpenInference.USER_ID);
  }

  /** Returns the environment; that of the resource if the span has none. */
  public @Nullable String environment() {
    String own = get(RaglanAttributes.ENVIRONMENT);
    return own == null ? span.getResource().getAttribute(RaglanAttributes.ENVIRONMENT) : own;
  }

  /** Returns the input as text or JSON text; null if it was not captured. */
  public @Nullable String input() {
    String own = first(OpenInference.INPUT_VALUE, RaglanAttributes.EVENT_INPUT);
    return own == null ? first(RaglanAttributes.TRACE_INPUT, GenAi.TOOL_CALL_ARGUMENTS) : own;
  }

  /** Returns the output as text or JSON text; null if it was not captured. */
  public @Nullable String output() {
    String own = first(OpenInference.OUTPUT_VALUE, RaglanAttributes.EVENT_OUTPUT);
    own = own == null ? first(RaglanAttributes.TRACE_OUTPUT, GenAi.TOOL_CALL_RESULT) : own;
    return own == null ? get(RaglanAttributes.DOCUMENTS) : own;
  }

  /**
   * Returns a generation's prompt: messages as they were passed, else text, or the messages that
   * were read; null if it was not captured.
   */
  public @Nullable Object prompt() {
    Object passed = passed(RaglanAttributes.PASSED_PROMPT);
    if (ProviderShapes.isMessages(passed)) {
      return passed;
    }
    String value = get(OpenInference.INPUT_VALUE);
    return value == null
        ? GenAiChat.prompt(get(GenAi.SYSTEM_INSTRUCTIONS), get(GenAi.INPUT_MESSAGES))
        : JsonText.parse(value);
  }

  /** Returns the request to a provider as it was passed, else {@link #prompt()}. */
  public @Nullable Object request() {
    Object passed = passed(RaglanAttributes.PASSED_PROMPT);
    return ProviderShapes.isRequest(passed) ? passed : prompt();
  }

  /**
   * Returns a generation's response: the answer of OpenAI's chat API, or a message, as it was
   * passed, else {@link #answer()}.
   */
  public @Nullable Object response() {
    Object passed = passed(RaglanAttributes.PASSED_RESPONSE);
    return ProviderShapes.isChatCompletion(passed) ? passed : answer();
  }

  /** Returns a provider's answer as it was passed, whichever the provider, else the answer. */
  public @Nullable Object providerResponse() {
    Object passed = passed(RaglanAttributes.PASSED_RESPONSE);
    return ProviderShapes.isAnswer(passed) ? passed : answer();
  }

  private @Nullable Object passed(AttributeKey<String> key) {
    String json = get(key);
    return json == null ? null : JsonText.parse(json);
  }

  /** Returns a generation's answer: text, a message or messages; null if it was not captured. */
  public @Nullable Object answer() {
    String value = get(OpenInference.OUTPUT_VALUE);
    return value == null ? GenAiChat.response(get(GenAi.OUTPUT_MESSAGES)) : JsonText.parse(value);
  }

  /** Returns the tokens of the input; null if unknown. */
  public @Nullable Long inputTokens() {
    return firstCount(GenAi.USAGE_INPUT_TOKENS, OpenInference.LLM_TOKEN_COUNT_PROMPT);
  }

  /** Returns the tokens of the output; null if unknown. */
  public @Nullable Long outputTokens() {
    return firstCount(GenAi.USAGE_OUTPUT_TOKENS, OpenInference.LLM_TOKEN_COUNT_COMPLETION);
  }

  /** Returns all tokens; where it was not said, the sum of both. */
  public @Nullable Long totalTokens() {
    Long total =
        firstCount(RaglanAttributes.USAGE_TOTAL_TOKENS, OpenInference.LLM_TOKEN_COUNT_TOTAL);
    Long input = inputTokens();
    Long output = outputTokens();
    if (total != null || (input == null && output == null)) {
      return total;
    }
    return (input == null ? 0 : input) + (output == null ? 0 : output);
  }

  /** Returns the cost in the configured currency; null if it is not known. */
  public @Nullable Double cost() {
    Double cost = get(RaglanAttributes.COST_TOTAL);
    cost = cost == null ? get(OpenInference.LLM_COST_TOTAL) : cost;
    return cost == null || !Double.isFinite(cost) ? null : cost;
  }

  /** Returns the tools offered to the model, as JSON text; null if there are none. */
  public @Nullable String tools() {
    return first(GenAi.TOOL_DEFINITIONS, RaglanAttributes.FUNCTIONS);
  }

  /**
   * Returns the options of the request by their names in OpenAI's API, those that were said
   * together first.
   */
  public Map<String, @Nullable Object> modelOptions() {
    Map<String, @Nullable Object> options = JsonText.object(get(RaglanAttributes.MODEL_OPTIONS));
    Map<String, @Nullable Object> all = new LinkedHashMap<>(options == null ? Map.of() : options);
    put("temperature", get(GenAiOptions.TEMPERATURE), all);
    put("max_tokens", get(GenAiOptions.MAX_TOKENS), all);
    put("top_p", get(GenAiOptions.TOP_P), all);
    put("top_k", get(GenAiOptions.TOP_K), all);
    put("stop", get(GenAiOptions.STOP_SEQUENCES), all);
    put("seed", get(GenAiOptions.SEED), all);
    put("frequency_penalty", get(GenAiOptions.FREQUENCY_PENALTY), all);
    put("presence_penalty", get(GenAiOptions.PRESENCE_PENALTY), all);
    return all;
  }

  private static void put(
      String name, @Nullable Object value, Map<String, @Nullable Object> options) {
    if (value != null) {
      options.putIfAbsent(name, value);
    }
  }

  /** Returns all tags, those of the trace context included. */
  public List<String> tags() {
    Set<String> tags = new LinkedHashSet<>();
    tags.addAll(orEmpty(get(RaglanAttributes.TAGS)));
    tags.addAll(orEmpty(get(OpenInference.TAGS)));
    return List.copyOf(tags);
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }

  /** Returns the custom attributes, the metadata of the trace context included. */
  public Map<String, @Nullable Object> customAttributes() {
    Map<String, @Nullable Object> custom = JsonText.object(get(RaglanAttributes.CUSTOM_ATTRIBUTES));
    custom = custom == null ? JsonText.object(get(OpenInference.METADATA)) : custom;
    return custom == null ? new LinkedHashMap<>() : custom;
  }

  /** Returns the attributes under the application's own keys, or another library's. */
  public Map<String, Object> userAttributes() {
    Map<String, Object> own = new LinkedHashMap<>();
    attributes.forEach(
        (key, value) -> {
          if (OwnKeys.isOwn(key.getKey())) {
            own.put(key.getKey(), value);
          }
        });
    return own;
  }

  /** Returns the parameters by their names; JSON texts parsed back. */
  public Map<String, Object> params() {
    Map<String, Object> params = new LinkedHashMap<>();
    attributes.forEach(
        (key, value) -> {
          if (key.getKey().startsWith(RaglanAttributes.PARAM_PREFIX)) {
            String name = key.getKey().substring(RaglanAttributes.PARAM_PREFIX.length());
            params.put(name, value instanceof String text ? JsonText.parse(text) : value);
          }
        });
    return params;
  }

  /** Returns the RAG event that the span stands for, or that was logged on it; null for none. */
  public @Nullable LoggedEvent event() {
    String type = get(RaglanAttributes.EVENT_TYPE);
    if (type == null) {
      return null;
    }
    String name = get(RaglanAttributes.EVENT_NAME);
    String input = get(RaglanAttributes.EVENT_INPUT);
    String output = get(RaglanAttributes.EVENT_OUTPUT);
    return new LoggedEvent(
        type,
        name == null ? type : name,
        input == null ? input() : input,
        output == null ? output() : output,
        get(RaglanAttributes.EVENT_METADATA));
  }

  /** Returns the feedback that was given while the span was open. */
  List<GivenFeedback> feedback() {
    List<GivenFeedback> feedback = new ArrayList<>();
    for (EventData event : span.getEvents()) {
      if (event.getName().equals(GenAi.EVALUATION_RESULT_EVENT)
          && GivenFeedback.isIn(event.getAttributes())) {
        feedback.add(GivenFeedback.of(event.getAttributes()));
      }
    }
    return feedback;
  }

  private @Nullable String first(AttributeKey<String> first, AttributeKey<String> second) {
    String value = get(first);
    return value == null ? get(second) : value;
  }

  private @Nullable Long firstCount(AttributeKey<Long> first, AttributeKey<Long> second) {
    Long value = get(first);
    return value == null ? get(second) : value;
  }
}
