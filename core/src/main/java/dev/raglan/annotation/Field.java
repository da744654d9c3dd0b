package dev.raglan.annotation;

import java.util.EnumSet;
import java.util.Set;

/**
 * Meaning of a bound value to an LLM engineer.
 *
 * <p>The names are those of the logging pages of Athina, LastMile, Adaline and Scale; which
 * attribute each becomes is decided by the dialect.
 */
public enum Field {
  /** Nothing; the default of {@link BindResult#field()}. */
  NONE,

  /** The prompt sent: a string, or the list of messages. */
  PROMPT,
  /** The model's response: a string, or the provider's whole response. */
  RESPONSE,
  /** The requested model. */
  MODEL,
  /** The model's provider, as OpenTelemetry names it. */
  PROVIDER,
  /** The end user's query. */
  USER_QUERY,
  /** The retrieved context that the prompt was composed from. */
  CONTEXT,
  /** The ground truth that the response may be compared with. */
  EXPECTED_RESPONSE,
  /** The system prompt. */
  SYSTEM_PROMPT,

  /** The session or conversation that the call belongs to. */
  SESSION_ID,
  /** The customer on whose behalf the call is made. */
  CUSTOMER_ID,
  /** The end user of that customer. */
  CUSTOMER_USER_ID,
  /** The application's own id of the call, for later updates and feedback. */
  EXTERNAL_REFERENCE_ID,
  /** The environment the application runs in, such as {@code production}. */
  ENVIRONMENT,
  /** The slug of the prompt template in use. */
  PROMPT_SLUG,
  /** The version of the prompt template in use; a whole number where prompts are kept so. */
  PROMPT_VERSION,
  /** The topic that the call is filed under. */
  TOPIC,
  /** Tags: a string, an array or a collection of strings. */
  TAGS,

  /** The functions offered to the model (the older form of tools). */
  FUNCTIONS,
  /** The answer of the called function. */
  FUNCTION_CALL_RESPONSE,
  /** The tools offered to the model. */
  TOOLS,
  /** Which tool the model may or must choose. */
  TOOL_CHOICE,
  /** The tool calls that the model asked for. */
  TOOL_CALLS,
  /** The name of the tool that is executed. */
  TOOL_NAME,
  /** The purpose of the tool that is executed. */
  TOOL_DESCRIPTION,
  /** The id of the tool call that is executed, as the model gave it. */
  TOOL_CALL_ID,
  /** The arguments of the tool that is executed. */
  TOOL_ARGUMENTS,

  /** Sampling temperature. */
  TEMPERATURE,
  /** The most tokens the model may generate. */
  MAX_TOKENS,
  /** Nucleus sampling probability. */
  TOP_P,
  /** Number of candidates to sample from, or of documents to retrieve. */
  TOP_K,
  /** Stop sequences: a string, an array or a collection of strings. */
  STOP,
  /** Frequency penalty. */
  FREQUENCY_PENALTY,
  /** Presence penalty. */
  PRESENCE_PENALTY,
  /** Sampling seed. */
  SEED,
  /** Further model options, as a map or bean. */
  MODEL_OPTIONS,

  /** Tokens in the prompt. */
  PROMPT_TOKENS,
  /** Tokens in the completion. */
  COMPLETION_TOKENS,
  /** Tokens in both. */
  TOTAL_TOKENS,
  /** The cost of the call, in the currency that the configuration names. */
  COST,
  /** Time that the model took, in milliseconds. */
  RESPONSE_TIME,
  /** The HTTP status code that the provider answered with. */
  STATUS_CODE,
  /** The error message of a call that failed. */
  ERROR,
  /** Why the model stopped, as its provider says it. */
  FINISH_REASON,
  /** The provider's id of the response. */
  RESPONSE_ID,
  /** The model that answered, when it differs from the requested one. */
  RESPONSE_MODEL,

  /** The name of the agent that runs. */
  AGENT_NAME,
  /** The id of the agent that runs. */
  AGENT_ID,
  /** The purpose of the agent that runs. */
  AGENT_DESCRIPTION,
  /** The version of the agent that runs. */
  AGENT_VERSION,
  /** The host name or address of the server that the request goes to. */
  SERVER_ADDRESS,
  /** The port of the server that the request goes to. */
  SERVER_PORT,
  /** The version of the span's work. */
  VERSION,
  /** The application's release. */
  RELEASE,
  /** The application's own group of spans (Scale). */
  GROUP_ID,
  /** The variant of the application that runs (Scale). */
  APPLICATION_VARIANT_ID,
  /** The interaction that the span is part of (Scale). */
  APPLICATION_INTERACTION_ID,

  /** Attributes of the application's own, as a map. */
  CUSTOM_ATTRIBUTES,
  /** Retrieved or reranked documents. */
  DOCUMENTS,
  /** The query of a retrieval or reranking. */
  QUERY,
  /** The model that computed embeddings. */
  EMBEDDING_MODEL,
  /** The dimensions of the embeddings. */
  EMBEDDING_DIMENSIONS,
  /** The model that reranked. */
  RERANKING_MODEL,
  /** The data source that was searched. */
  DATA_SOURCE_ID;

  private static final Set<Field> CONTENT =
      EnumSet.of(
          PROMPT,
          RESPONSE,
          USER_QUERY,
          CONTEXT,
          EXPECTED_RESPONSE,
          SYSTEM_PROMPT,
          FUNCTION_CALL_RESPONSE,
          TOOL_CALLS,
          TOOL_ARGUMENTS,
          DOCUMENTS,
          QUERY);

  /**
   * Returns true if the field holds what users type and models answer. Such a field is left out
   * where the input or output that it is bound from is not captured.
   */
  public boolean isContent() {
    return CONTENT.contains(this);
  }
}
