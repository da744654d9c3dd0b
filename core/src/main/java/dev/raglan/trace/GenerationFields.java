package dev.raglan.trace;

import dev.raglan.annotation.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a generation, before it starts and while it is open. Null sets nothing.
 *
 * <p>Source of the names: Athina's logging and tracing pages.
 *
 * @param <G> the generation's own type
 */
public interface GenerationFields<G extends GenerationFields<G>> extends SpanFields<G> {

  /** Sets the prompt: a string, or the messages. */
  default G prompt(@Nullable Object prompt) {
    return field(Field.PROMPT, prompt);
  }

  /** Sets the response: a string, or the provider's whole response, out of which usage is read. */
  default G response(@Nullable Object response) {
    return field(Field.RESPONSE, response);
  }

  /** Sets the system prompt. */
  default G systemPrompt(@Nullable String prompt) {
    return field(Field.SYSTEM_PROMPT, prompt);
  }

  /** Sets the slug of the prompt template. */
  default G promptSlug(@Nullable String slug) {
    return field(Field.PROMPT_SLUG, slug);
  }

  /** Sets the requested model (Athina's {@code language_model_id}). */
  default G model(@Nullable String model) {
    return field(Field.MODEL, model);
  }

  /** Sets the model that answered, when it differs from the requested one. */
  default G responseModel(@Nullable String model) {
    return field(Field.RESPONSE_MODEL, model);
  }

  /** Sets the model's provider, as OpenTelemetry names it. */
  default G provider(@Nullable String provider) {
    return field(Field.PROVIDER, provider);
  }

  /** Sets the functions offered to the model (the older form of tools). */
  default G functions(@Nullable Object functions) {
    return field(Field.FUNCTIONS, functions);
  }

  /** Sets the answer of the called function. */
  default G functionCallResponse(@Nullable Object response) {
    return field(Field.FUNCTION_CALL_RESPONSE, response);
  }

  /** Sets the tools offered to the model. */
  default G tools(@Nullable Object tools) {
    return field(Field.TOOLS, tools);
  }

  /** Sets the tool that the model may or must choose. */
  default G toolChoice(@Nullable Object choice) {
    return field(Field.TOOL_CHOICE, choice);
  }

  /** Sets the tool calls that the model asked for. */
  default G toolCalls(@Nullable Object calls) {
    return field(Field.TOOL_CALLS, calls);
  }

  /** Sets the application's own id of the call, for later updates and feedback. */
  default G externalReferenceId(@Nullable String id) {
    return field(Field.EXTERNAL_REFERENCE_ID, id);
  }

  /** Sets the end user's query. */
  default G userQuery(@Nullable String query) {
    return field(Field.USER_QUERY, query);
  }

  /** Sets the retrieved context that the prompt was composed from. */
  default G context(@Nullable Object context) {
    return field(Field.CONTEXT, context);
  }

  /** Sets the ground truth. */
  default G expectedResponse(@Nullable String response) {
    return field(Field.EXPECTED_RESPONSE, response);
  }

  /** Adds attributes of the application's own, as one JSON object. */
  default G customAttributes(@Nullable Map<String, ? extends @Nullable Object> attributes) {
    return field(Field.CUSTOM_ATTRIBUTES, attributes);
  }

  /** Sets the tokens in the prompt. */
  default G promptTokens(long tokens) {
    return field(Field.PROMPT_TOKENS, tokens);
  }

  /** Sets the tokens in the completion. */
  default G completionTokens(long tokens) {
    return field(Field.COMPLETION_TOKENS, tokens);
  }

  /** Sets the tokens in both; their sum if it is not set. */
  default G totalTokens(long tokens) {
    return field(Field.TOTAL_TOKENS, tokens);
  }

  /** Sets the cost, in the currency that the configuration names. */
  default G cost(double cost) {
    return field(Field.COST, cost);
  }

  /**
   * Sets the time that the model took; written in milliseconds.
   *
   * @throws IllegalArgumentException if it is negative
   */
  default G responseTime(@Nullable Duration time) {
    return field(Field.RESPONSE_TIME, time);
  }

  /** Sets the HTTP status code that the provider answered with. */
  default G statusCode(int code) {
    return field(Field.STATUS_CODE, (long) code);
  }

  /** Sets the error message of a call that failed; the status is set separately. */
  default G error(@Nullable String message) {
    return field(Field.ERROR, message);
  }

  /** Sets the reason why the model stopped, in its provider's word. */
  default G finishReason(@Nullable String reason) {
    return field(Field.FINISH_REASON, reason);
  }

  /** Sets the provider's id of the response. */
  default G responseId(@Nullable String id) {
    return field(Field.RESPONSE_ID, id);
  }

  /** Sets the sampling temperature. */
  default G temperature(double temperature) {
    return field(Field.TEMPERATURE, temperature);
  }

  /** Sets the most tokens the model may generate. */
  default G maxTokens(long tokens) {
    return field(Field.MAX_TOKENS, tokens);
  }

  /** Sets the nucleus sampling probability. */
  default G topP(double probability) {
    return field(Field.TOP_P, probability);
  }

  /** Sets the number of candidates to sample from. */
  default G topK(double candidates) {
    return field(Field.TOP_K, candidates);
  }

  /** Sets the stop sequences. */
  default G stop(@Nullable String @Nullable ... sequences) {
    return field(Field.STOP, sequences == null ? null : Arrays.asList(sequences));
  }

  /** Sets the frequency penalty. */
  default G frequencyPenalty(double penalty) {
    return field(Field.FREQUENCY_PENALTY, penalty);
  }

  /** Sets the presence penalty. */
  default G presencePenalty(double penalty) {
    return field(Field.PRESENCE_PENALTY, penalty);
  }

  /** Sets the sampling seed. */
  default G seed(long seed) {
    return field(Field.SEED, seed);
  }

  /** Sets further model options, as a map or bean. */
  default G modelOptions(@Nullable Object options) {
    return field(Field.MODEL_OPTIONS, options);
  }
}
