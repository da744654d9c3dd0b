package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The OpenInference semantic conventions, which Phoenix and Arize define and Langfuse reads too.
 */
public final class OpenInference {

  /** What kind of step the span is; required. Type: string. Example: {@code LLM}. */
  public static final AttributeKey<String> SPAN_KIND =
      AttributeKey.stringKey("openinference.span.kind");

  /** The input, as text or JSON. Content. Type: string. Example: {@code What is Raglan?}. */
  public static final AttributeKey<String> INPUT_VALUE = AttributeKey.stringKey("input.value");

  /** How the input is written. Type: string. Example: {@code application/json}. */
  public static final AttributeKey<String> INPUT_MIME_TYPE =
      AttributeKey.stringKey("input.mime_type");

  /** The output, as text or JSON. Content. Type: string. Example: {@code A sleeve.}. */
  public static final AttributeKey<String> OUTPUT_VALUE = AttributeKey.stringKey("output.value");

  /** How the output is written. Type: string. Example: {@code text/plain}. */
  public static final AttributeKey<String> OUTPUT_MIME_TYPE =
      AttributeKey.stringKey("output.mime_type");

  /** The session. Type: string. Example: {@code s-1}. */
  public static final AttributeKey<String> SESSION_ID = AttributeKey.stringKey("session.id");

  /** The end user. Type: string. Example: {@code u-7}. */
  public static final AttributeKey<String> USER_ID = AttributeKey.stringKey("user.id");

  /**
   * Attributes of the application's own, as JSON. Type: string. Example: {@code {"tier":"gold"}}.
   */
  public static final AttributeKey<String> METADATA = AttributeKey.stringKey("metadata");

  /** Tags. Type: string[]. Example: {@code ["chat"]}. */
  public static final AttributeKey<List<String>> TAGS = AttributeKey.stringArrayKey("tag.tags");

  /** The agent's name. Type: string. Example: {@code Math Tutor}. */
  public static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("agent.name");

  /** Who provides the model. Type: string. Example: {@code openai}. */
  public static final AttributeKey<String> LLM_PROVIDER = AttributeKey.stringKey("llm.provider");

  /** The model's family as its provider names it. Type: string. Example: {@code openai}. */
  public static final AttributeKey<String> LLM_SYSTEM = AttributeKey.stringKey("llm.system");

  /**
   * The model; the one that answered where known. Type: string. Example: {@code gpt-4o-2024-08-06}.
   */
  public static final AttributeKey<String> LLM_MODEL_NAME =
      AttributeKey.stringKey("llm.model_name");

  /** The model options, as JSON. Type: string. Example: {@code {"temperature":0.1}}. */
  public static final AttributeKey<String> LLM_INVOCATION_PARAMETERS =
      AttributeKey.stringKey("llm.invocation_parameters");

  /** Why the model stopped. Type: string. Example: {@code stop}. */
  public static final AttributeKey<String> LLM_FINISH_REASON =
      AttributeKey.stringKey("llm.finish_reason");

  /** Tokens in the prompt. Unit: tokens. Type: integer. Example: {@code 100}. */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_PROMPT =
      AttributeKey.longKey("llm.token_count.prompt");

  /** Tokens in the completion. Unit: tokens. Type: integer. Example: {@code 180}. */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_COMPLETION =
      AttributeKey.longKey("llm.token_count.completion");

  /** Tokens in both. Unit: tokens. Type: integer. Example: {@code 280}. */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_TOTAL =
      AttributeKey.longKey("llm.token_count.total");

  /**
   * The cost of the call. Unit: the configured currency, US dollars by default. Type: double.
   * Example: {@code 0.0021}.
   */
  public static final AttributeKey<Double> LLM_COST_TOTAL =
      AttributeKey.doubleKey("llm.cost.total");

  /** The model that computed embeddings. Type: string. Example: {@code text-embedding-3-small}. */
  public static final AttributeKey<String> EMBEDDING_MODEL_NAME =
      AttributeKey.stringKey("embedding.model_name");

  /**
   * The query that documents are reordered for. Content. Type: string. Example: {@code What is
   * Raglan?}.
   */
  public static final AttributeKey<String> RERANKER_QUERY =
      AttributeKey.stringKey("reranker.query");

  /** The model that reranked. Type: string. Example: {@code rerank-v3.5}. */
  public static final AttributeKey<String> RERANKER_MODEL_NAME =
      AttributeKey.stringKey("reranker.model_name");

  /** How many documents are kept. Type: integer. Example: {@code 3}. */
  public static final AttributeKey<Long> RERANKER_TOP_K = AttributeKey.longKey("reranker.top_k");

  /** The tool's name. Type: string. Example: {@code get_weather}. */
  public static final AttributeKey<String> TOOL_NAME = AttributeKey.stringKey("tool.name");

  /**
   * The arguments of the executed tool, as JSON. Content. Type: string. Example: {@code
   * {"city":"Paris"}}.
   */
  public static final AttributeKey<String> TOOL_PARAMETERS =
      AttributeKey.stringKey("tool.parameters");

  private OpenInference() {}
}
