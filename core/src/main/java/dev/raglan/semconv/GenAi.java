package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * OpenTelemetry's semantic conventions for generative AI, release 1.41.1.
 *
 * <p>Later releases keep them in a repository of their own, still in development, so Raglan has its
 * own constants. Source: the registry page "Gen AI" of the semantic conventions. Keys that are said
 * to be content hold what users type and models answer. The options of a request are in {@link
 * GenAiOptions}.
 */
public final class GenAi {

  /** The operation. Type: string. Example: {@code chat}. */
  public static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("gen_ai.operation.name");

  /** The provider of the model. Type: string. Example: {@code openai}. */
  public static final AttributeKey<String> PROVIDER_NAME =
      AttributeKey.stringKey("gen_ai.provider.name");

  /** The conversation the call belongs to. Type: string. Example: {@code conv_5j66}. */
  public static final AttributeKey<String> CONVERSATION_ID =
      AttributeKey.stringKey("gen_ai.conversation.id");

  /** The data source that is searched. Type: string. Example: {@code H7STPQYOND}. */
  public static final AttributeKey<String> DATA_SOURCE_ID =
      AttributeKey.stringKey("gen_ai.data_source.id");

  /** The kind of content asked for. Type: string. Example: {@code json}. */
  public static final AttributeKey<String> OUTPUT_TYPE =
      AttributeKey.stringKey("gen_ai.output.type");

  /** The requested model. Type: string. Example: {@code gpt-4o}. */
  public static final AttributeKey<String> REQUEST_MODEL =
      AttributeKey.stringKey("gen_ai.request.model");

  /** The provider's id of the response. Type: string. Example: {@code chatcmpl-123}. */
  public static final AttributeKey<String> RESPONSE_ID =
      AttributeKey.stringKey("gen_ai.response.id");

  /** The model that answered. Type: string. Example: {@code gpt-4o-2024-08-06}. */
  public static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");

  /**
   * The reason why the model stopped, one for each choice. Type: string[]. Example: {@code
   * ["stop"]}.
   */
  public static final AttributeKey<List<String>> RESPONSE_FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  /**
   * From the request to the first chunk of a streamed response. Unit: seconds. Type: double.
   * Example: {@code 0.35}.
   */
  public static final AttributeKey<Double> RESPONSE_TIME_TO_FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");

  /**
   * Tokens in the input, cached ones included. Unit: tokens. Type: integer. Example: {@code 100}.
   */
  public static final AttributeKey<Long> USAGE_INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.input_tokens");

  /**
   * Tokens in the output, reasoning included. Unit: tokens. Type: integer. Example: {@code 180}.
   */
  public static final AttributeKey<Long> USAGE_OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");

  /**
   * Tokens in the input that the provider read from its cache. Unit: tokens. Type: integer.
   * Example: {@code 50}.
   */
  public static final AttributeKey<Long> USAGE_CACHE_READ_INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");

  /**
   * Tokens in the input that the provider wrote to its cache. Unit: tokens. Type: integer. Example:
   * {@code 25}.
   */
  public static final AttributeKey<Long> USAGE_CACHE_CREATION_INPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");

  /**
   * Tokens in the output that were spent on reasoning. Unit: tokens. Type: integer. Example: {@code
   * 50}.
   */
  public static final AttributeKey<Long> USAGE_REASONING_OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");

  /** The dimensions of the embeddings. Type: integer. Example: {@code 512}. */
  public static final AttributeKey<Long> EMBEDDINGS_DIMENSION_COUNT =
      AttributeKey.longKey("gen_ai.embeddings.dimension.count");

  /** The agent's name. Type: string. Example: {@code Math Tutor}. */
  public static final AttributeKey<String> AGENT_NAME = AttributeKey.stringKey("gen_ai.agent.name");

  /** The agent's id. Type: string. Example: {@code asst_5j66}. */
  public static final AttributeKey<String> AGENT_ID = AttributeKey.stringKey("gen_ai.agent.id");

  /** The agent's description. Type: string. Example: {@code Helps with math}. */
  public static final AttributeKey<String> AGENT_DESCRIPTION =
      AttributeKey.stringKey("gen_ai.agent.description");

  /** The agent's version. Type: string. Example: {@code 1.0.0}. */
  public static final AttributeKey<String> AGENT_VERSION =
      AttributeKey.stringKey("gen_ai.agent.version");

  /** The name of the prompt template in use. Type: string. Example: {@code answer}. */
  public static final AttributeKey<String> PROMPT_NAME =
      AttributeKey.stringKey("gen_ai.prompt.name");

  /** The workflow's name. Type: string. Example: {@code answer question}. */
  public static final AttributeKey<String> WORKFLOW_NAME =
      AttributeKey.stringKey("gen_ai.workflow.name");

  /** The tool's name. Type: string. Example: {@code get_weather}. */
  public static final AttributeKey<String> TOOL_NAME = AttributeKey.stringKey("gen_ai.tool.name");

  /**
   * The tool's type: {@code function}, {@code extension} or {@code datastore}. Type: string.
   * Example: {@code function}.
   */
  public static final AttributeKey<String> TOOL_TYPE = AttributeKey.stringKey("gen_ai.tool.type");

  /** The tool's description. Type: string. Example: {@code Multiplies two numbers}. */
  public static final AttributeKey<String> TOOL_DESCRIPTION =
      AttributeKey.stringKey("gen_ai.tool.description");

  /** The id of the executed tool call. Type: string. Example: {@code call_mszu}. */
  public static final AttributeKey<String> TOOL_CALL_ID =
      AttributeKey.stringKey("gen_ai.tool.call.id");

  /**
   * The tools offered to the model, as JSON. Content. Type: string. Example: {@code
   * [{"type":"function"}]}.
   */
  public static final AttributeKey<String> TOOL_DEFINITIONS =
      AttributeKey.stringKey("gen_ai.tool.definitions");

  /**
   * The arguments of the executed tool, as JSON. Content. Type: string. Example: {@code
   * {"city":"Paris"}}.
   */
  public static final AttributeKey<String> TOOL_CALL_ARGUMENTS =
      AttributeKey.stringKey("gen_ai.tool.call.arguments");

  /**
   * The result of the executed tool, as JSON. Content. Type: string. Example: {@code
   * {"celsius":21}}.
   */
  public static final AttributeKey<String> TOOL_CALL_RESULT =
      AttributeKey.stringKey("gen_ai.tool.call.result");

  /**
   * The messages sent to the model, as JSON. Content. Type: string. Example: {@code
   * [{"role":"user","parts":[]}]}.
   */
  public static final AttributeKey<String> INPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.input.messages");

  /**
   * The messages the model answered, as JSON. Content. Type: string. Example: {@code
   * [{"role":"assistant","parts":[]}]}.
   */
  public static final AttributeKey<String> OUTPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.output.messages");

  /**
   * The system prompt as an array of parts, as JSON. Content. Type: string. Example: {@code
   * [{"type":"text","content":"Be kind."}]}.
   */
  public static final AttributeKey<String> SYSTEM_INSTRUCTIONS =
      AttributeKey.stringKey("gen_ai.system_instructions");

  /**
   * The retrieved documents, ids and scores, as JSON. Type: string. Example: {@code
   * [{"id":"d1","score":0.9}]}.
   */
  public static final AttributeKey<String> RETRIEVAL_DOCUMENTS =
      AttributeKey.stringKey("gen_ai.retrieval.documents");

  /** The query of the retrieval. Content. Type: string. Example: {@code What is Raglan?}. */
  public static final AttributeKey<String> RETRIEVAL_QUERY_TEXT =
      AttributeKey.stringKey("gen_ai.retrieval.query.text");

  /** The name of the event that holds the result of an evaluation. */
  public static final String EVALUATION_RESULT_EVENT = "gen_ai.evaluation.result";

  /** The evaluated quality. Type: string. Example: {@code Relevance}. */
  public static final AttributeKey<String> EVALUATION_NAME =
      AttributeKey.stringKey("gen_ai.evaluation.name");

  /** The evaluation's score. Type: double. Example: {@code 0.8}. */
  public static final AttributeKey<Double> EVALUATION_SCORE_VALUE =
      AttributeKey.doubleKey("gen_ai.evaluation.score.value");

  /** The meaning of the score. Type: string. Example: {@code relevant}. */
  public static final AttributeKey<String> EVALUATION_SCORE_LABEL =
      AttributeKey.stringKey("gen_ai.evaluation.score.label");

  /** The reason for the score. Content. Type: string. Example: {@code off the topic}. */
  public static final AttributeKey<String> EVALUATION_EXPLANATION =
      AttributeKey.stringKey("gen_ai.evaluation.explanation");

  /**
   * The server the request goes to (OpenTelemetry's server conventions). Type: string. Example:
   * {@code api.openai.com}.
   */
  public static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");

  /** The server's port. Type: integer. Example: {@code 443}. */
  public static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

  private GenAi() {}
}
