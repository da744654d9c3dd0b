package dev.raglan.annotation;

/**
 * Meaning of a bound value to an LLM engineer.
 *
 * <p>The names are those of the logging pages of Athina, LastMile, Adaline and Scale; which
 * attribute each becomes is decided by the dialect.
 */
public enum Field {
  /** Nothing; the default of {@link BindResult#field()}. */
  NONE(Says.METADATA),

  /** The prompt sent: a string, or the list of messages. */
  PROMPT,
  /** The model's response: a string, or the provider's whole response. */
  RESPONSE,
  /** The requested model. */
  MODEL(Says.METADATA),
  /** The model's provider, as OpenTelemetry names it. */
  PROVIDER(Says.METADATA),
  /** The end user's query. */
  USER_QUERY,
  /** The retrieved context that the prompt was composed from. */
  CONTEXT,
  /** The ground truth that the response may be compared with. */
  EXPECTED_RESPONSE,
  /** The system prompt. */
  SYSTEM_PROMPT,

  /** The session or conversation that the call belongs to. */
  SESSION_ID(Says.METADATA),
  /** The customer on whose behalf the call is made. */
  CUSTOMER_ID(Says.METADATA),
  /** The end user of that customer. */
  CUSTOMER_USER_ID(Says.METADATA),
  /** The application's own id of the call, for later updates and feedback. */
  EXTERNAL_REFERENCE_ID(Says.METADATA),
  /** The environment the application runs in, such as {@code production}. */
  ENVIRONMENT(Says.METADATA),
  /** The slug of the prompt template in use. */
  PROMPT_SLUG(Says.METADATA),
  /** The version of the prompt template in use; a whole number where prompts are kept so. */
  PROMPT_VERSION(Says.METADATA),
  /** The topic that the call is filed under. */
  TOPIC(Says.METADATA),
  /** Tags: a string, an array or a collection of strings. */
  TAGS(Says.METADATA),

  /** The functions offered to the model (the older form of tools). */
  FUNCTIONS,
  /** The answer of the called function. */
  FUNCTION_CALL_RESPONSE,
  /** The tools offered to the model. */
  TOOLS,
  /** The tool that the model may or must choose. */
  TOOL_CHOICE,
  /** The tool calls that the model asked for. */
  TOOL_CALLS,
  /** The name of the tool that is executed. */
  TOOL_NAME(Says.METADATA),
  /** The purpose of the tool that is executed. */
  TOOL_DESCRIPTION,
  /** The id of the tool call that is executed, as the model gave it. */
  TOOL_CALL_ID(Says.METADATA),
  /** The arguments of the tool that is executed. */
  TOOL_ARGUMENTS,

  /** Sampling temperature. */
  TEMPERATURE(Says.METADATA),
  /** The most tokens the model may generate. */
  MAX_TOKENS(Says.METADATA),
  /** Nucleus sampling probability. */
  TOP_P(Says.METADATA),
  /** Number of candidates to sample from, or of documents to retrieve. */
  TOP_K(Says.METADATA),
  /** Stop sequences: a string, an array or a collection of strings. */
  STOP(Says.METADATA),
  /** Frequency penalty. */
  FREQUENCY_PENALTY(Says.METADATA),
  /** Presence penalty. */
  PRESENCE_PENALTY(Says.METADATA),
  /** Sampling seed. */
  SEED(Says.METADATA),
  /** Further model options, as a map or bean. */
  MODEL_OPTIONS,

  /** Tokens in the prompt. */
  PROMPT_TOKENS(Says.METADATA),
  /** Tokens in the completion. */
  COMPLETION_TOKENS(Says.METADATA),
  /** Tokens in both. */
  TOTAL_TOKENS(Says.METADATA),
  /** The cost of the call, in the currency that the configuration names. */
  COST(Says.METADATA),
  /** Time that the model took, in milliseconds. */
  RESPONSE_TIME(Says.METADATA),
  /** The HTTP status code that the provider answered with. */
  STATUS_CODE(Says.METADATA),
  /** The error message of a call that failed. */
  ERROR,
  /** The reason why the model stopped, as its provider says it. */
  FINISH_REASON(Says.METADATA),
  /** The provider's id of the response. */
  RESPONSE_ID(Says.METADATA),
  /** The model that answered, when it differs from the requested one. */
  RESPONSE_MODEL(Says.METADATA),

  /** The name of the agent that runs. */
  AGENT_NAME(Says.METADATA),
  /** The id of the agent that runs. */
  AGENT_ID(Says.METADATA),
  /** The purpose of the agent that runs. */
  AGENT_DESCRIPTION,
  /** The version of the agent that runs. */
  AGENT_VERSION(Says.METADATA),
  /** The host name or address of the server that the request goes to. */
  SERVER_ADDRESS(Says.METADATA),
  /** The port of the server that the request goes to. */
  SERVER_PORT(Says.METADATA),
  /** The version of the span's work. */
  VERSION(Says.METADATA),
  /** The application's release. */
  RELEASE(Says.METADATA),
  /** The application's own group of spans (Scale). */
  GROUP_ID(Says.METADATA),
  /** The variant of the application that runs (Scale). */
  APPLICATION_VARIANT_ID(Says.METADATA),
  /** The interaction that the span is part of (Scale). */
  APPLICATION_INTERACTION_ID(Says.METADATA),

  /** Attributes of the application's own, as a map. */
  CUSTOM_ATTRIBUTES(Says.METADATA),
  /** Further data of the RAG event that the call stands for, as a map. */
  EVENT_METADATA,
  /** Retrieved or reranked documents. */
  DOCUMENTS,
  /** The query of a retrieval or reranking. */
  QUERY,
  /** The model that computed embeddings. */
  EMBEDDING_MODEL(Says.METADATA),
  /** The dimensions of the embeddings. */
  EMBEDDING_DIMENSIONS(Says.METADATA),
  /** The model that reranked. */
  RERANKING_MODEL(Says.METADATA),
  /** The data source that was searched. */
  DATA_SOURCE_ID(Says.METADATA);

  /** Mark of the constants whose values are not content. */
  private enum Says {
    /** The values are ids, names of the application's, or numbers. */
    METADATA
  }

  private final boolean content;

  /** A field of content: so is whatever is not said to be metadata. */
  Field() {
    this.content = true;
  }

  Field(Says said) {
    this.content = said != Says.METADATA;
  }

  /**
   * Returns true if the field holds what users type, what models answer, or what they are told: all
   * that is not declared to be metadata. Such a field is left out where the input or output that it
   * is bound from is not captured; of {@link #MODEL_OPTIONS} the numbers and flags stay.
   */
  public boolean isContent() {
    return content;
  }
}
