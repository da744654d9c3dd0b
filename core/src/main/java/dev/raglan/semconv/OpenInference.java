package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The OpenInference semantic conventions, which Phoenix and Arize define and Langfuse reads too.
 *
 * <p>Keys of lists have a number in them. Those of messages are made by {@link
 * OpenInferenceMessage}, those of documents by {@link OpenInferenceDocument}. Source: the page
 * "Semantic Conventions" of the OpenInference specification.
 */
public final class OpenInference {

  /** The kind of the span; required. Type: string. Example: {@code LLM}. */
  public static final AttributeKey<String> SPAN_KIND =
      AttributeKey.stringKey("openinference.span.kind");

  /** The input, as text or JSON. Content. Type: string. Example: {@code What is Raglan?}. */
  public static final AttributeKey<String> INPUT_VALUE = AttributeKey.stringKey("input.value");

  /** The media type of the input. Type: string. Example: {@code application/json}. */
  public static final AttributeKey<String> INPUT_MIME_TYPE =
      AttributeKey.stringKey("input.mime_type");

  /** The output, as text or JSON. Content. Type: string. Example: {@code A sleeve.}. */
  public static final AttributeKey<String> OUTPUT_VALUE = AttributeKey.stringKey("output.value");

  /** The media type of the output. Type: string. Example: {@code text/plain}. */
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

  /** The provider of the model. Type: string. Example: {@code openai}. */
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

  /** The reason why the model stopped. Type: string. Example: {@code stop}. */
  public static final AttributeKey<String> LLM_FINISH_REASON =
      AttributeKey.stringKey("llm.finish_reason");

  /** Tokens in the prompt. Unit: tokens. Type: integer. Example: {@code 100}. */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_PROMPT =
      AttributeKey.longKey("llm.token_count.prompt");

  /** Tokens in the completion. Unit: tokens. Type: integer. Example: {@code 180}. */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_COMPLETION =
      AttributeKey.longKey("llm.token_count.completion");

  /**
   * Tokens of the prompt that were read from the cache. Unit: tokens. Type: integer. Example:
   * {@code 50}.
   */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_PROMPT_CACHE_READ =
      AttributeKey.longKey("llm.token_count.prompt_details.cache_read");

  /**
   * Tokens of the prompt that were written to the cache. Unit: tokens. Type: integer. Example:
   * {@code 25}.
   */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_PROMPT_CACHE_WRITE =
      AttributeKey.longKey("llm.token_count.prompt_details.cache_write");

  /**
   * Tokens of the completion that were spent on reasoning. Unit: tokens. Type: integer. Example:
   * {@code 50}.
   */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_COMPLETION_REASONING =
      AttributeKey.longKey("llm.token_count.completion_details.reasoning");

  /** Tokens in both. Unit: tokens. Type: integer. Example: {@code 280}. */
  public static final AttributeKey<Long> LLM_TOKEN_COUNT_TOTAL =
      AttributeKey.longKey("llm.token_count.total");

  /**
   * The cost of the prompt. Unit: the configured currency, US dollars by default. Type: double.
   * Example: {@code 0.0009}.
   */
  public static final AttributeKey<Double> LLM_COST_PROMPT =
      AttributeKey.doubleKey("llm.cost.prompt");

  /**
   * The cost of the completion. Unit: the configured currency, US dollars by default. Type: double.
   * Example: {@code 0.0012}.
   */
  public static final AttributeKey<Double> LLM_COST_COMPLETION =
      AttributeKey.doubleKey("llm.cost.completion");

  /**
   * The cost of the call. Unit: the configured currency, US dollars by default. Type: double.
   * Example: {@code 0.0021}.
   */
  public static final AttributeKey<Double> LLM_COST_TOTAL =
      AttributeKey.doubleKey("llm.cost.total");

  /**
   * The template that the prompt is made from. Content. Type: string. Example: {@code Answer
   * {question}.}.
   */
  public static final AttributeKey<String> LLM_PROMPT_TEMPLATE =
      AttributeKey.stringKey("llm.prompt_template.template");

  /**
   * The values that the template is filled with, as JSON. Content. Type: string. Example: {@code
   * {"question":"Why?"}}.
   */
  public static final AttributeKey<String> LLM_PROMPT_TEMPLATE_VARIABLES =
      AttributeKey.stringKey("llm.prompt_template.variables");

  /** The template's version. Type: string. Example: {@code v2}. */
  public static final AttributeKey<String> LLM_PROMPT_TEMPLATE_VERSION =
      AttributeKey.stringKey("llm.prompt_template.version");

  /** The prompt's id where prompts are kept. Type: string. Example: {@code answer-v2}. */
  public static final AttributeKey<String> PROMPT_ID = AttributeKey.stringKey("prompt.id");

  /** The tools offered to the model: the prefix of keys made by {@link #toolSchema}. */
  public static final String LLM_TOOLS = "llm.tools";

  /** The model that computed embeddings. Type: string. Example: {@code text-embedding-3-small}. */
  public static final AttributeKey<String> EMBEDDING_MODEL_NAME =
      AttributeKey.stringKey("embedding.model_name");

  /** The embeddings: the prefix of keys made by {@link #embeddingText} and the like. */
  public static final String EMBEDDINGS = "embedding.embeddings";

  /**
   * The query that documents are reordered for. Content. Type: string. Example: {@code What is
   * Raglan?}.
   */
  public static final AttributeKey<String> RERANKER_QUERY =
      AttributeKey.stringKey("reranker.query");

  /** The model that reranked. Type: string. Example: {@code rerank-v3.5}. */
  public static final AttributeKey<String> RERANKER_MODEL_NAME =
      AttributeKey.stringKey("reranker.model_name");

  /** Number of documents that are kept. Type: integer. Example: {@code 3}. */
  public static final AttributeKey<Long> RERANKER_TOP_K = AttributeKey.longKey("reranker.top_k");

  /** The tool's name. Type: string. Example: {@code get_weather}. */
  public static final AttributeKey<String> TOOL_NAME = AttributeKey.stringKey("tool.name");

  /** The tool's description. Type: string. Example: {@code Multiplies two numbers}. */
  public static final AttributeKey<String> TOOL_DESCRIPTION =
      AttributeKey.stringKey("tool.description");

  /**
   * The arguments of the executed tool, as JSON. Content. Type: string. Example: {@code
   * {"city":"Paris"}}.
   */
  public static final AttributeKey<String> TOOL_PARAMETERS =
      AttributeKey.stringKey("tool.parameters");

  /** The id of the executed tool call. Type: string. Example: {@code call_mszu}. */
  public static final AttributeKey<String> TOOL_CALL_ID = AttributeKey.stringKey("tool_call.id");

  private OpenInference() {}

  /**
   * The definition of an offered tool, as JSON. Type: string. Example: {@code {"type":"function"}}.
   *
   * @param number the tool's, from 0
   */
  public static AttributeKey<String> toolSchema(int number) {
    return AttributeKey.stringKey(LLM_TOOLS + "." + number + ".tool.json_schema");
  }

  /**
   * The text of an embedding. Content. Type: string. Example: {@code What is Raglan?}.
   *
   * @param number the embedding's, from 0
   */
  public static AttributeKey<String> embeddingText(int number) {
    return AttributeKey.stringKey(EMBEDDINGS + "." + number + ".embedding.text");
  }

  /**
   * The vector of an embedding. Type: double[]. Example: {@code [0.12, 0.45]}.
   *
   * @param number the embedding's, from 0
   */
  public static AttributeKey<List<Double>> embeddingVector(int number) {
    return AttributeKey.doubleArrayKey(EMBEDDINGS + "." + number + ".embedding.vector");
  }
}
