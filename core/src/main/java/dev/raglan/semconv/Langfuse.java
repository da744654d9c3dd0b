package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The attributes that Langfuse's OpenTelemetry ingestion reads before any other.
 *
 * <p>Source: {@code LangfuseOtelSpanAttributes} in Langfuse's server and the page "Property
 * Mapping" of its documentation.
 */
public final class Langfuse {

  /** The end user. Type: string. Example: {@code u-7}. */
  public static final AttributeKey<String> USER_ID = AttributeKey.stringKey("langfuse.user.id");

  /** The session. Type: string. Example: {@code s-1}. */
  public static final AttributeKey<String> SESSION_ID =
      AttributeKey.stringKey("langfuse.session.id");

  /** Tags. Type: string[]. Example: {@code ["chat"]}. */
  public static final AttributeKey<List<String>> TRACE_TAGS =
      AttributeKey.stringArrayKey("langfuse.trace.tags");

  /** The kind of work that the span stands for. Type: string. Example: {@code generation}. */
  public static final AttributeKey<String> OBSERVATION_TYPE =
      AttributeKey.stringKey("langfuse.observation.type");

  /** The input, as text or JSON. Content. Type: string. Example: {@code [{"role":"user"}]}. */
  public static final AttributeKey<String> OBSERVATION_INPUT =
      AttributeKey.stringKey("langfuse.observation.input");

  /** The output, as text or JSON. Content. Type: string. Example: {@code A sleeve.}. */
  public static final AttributeKey<String> OBSERVATION_OUTPUT =
      AttributeKey.stringKey("langfuse.observation.output");

  /**
   * Attributes of the application's own, as JSON. Type: string. Example: {@code {"tier":"gold"}}.
   */
  public static final AttributeKey<String> OBSERVATION_METADATA =
      AttributeKey.stringKey("langfuse.observation.metadata");

  /**
   * The severity: {@code DEBUG}, {@code DEFAULT}, {@code WARNING} or {@code ERROR}; without one it
   * follows the span's status. Type: string. Example: {@code ERROR}.
   */
  public static final AttributeKey<String> OBSERVATION_LEVEL =
      AttributeKey.stringKey("langfuse.observation.level");

  /**
   * The failure; without it, the description of the span's status. Type: string. Example: {@code
   * rate limited}.
   */
  public static final AttributeKey<String> OBSERVATION_STATUS_MESSAGE =
      AttributeKey.stringKey("langfuse.observation.status_message");

  /** The model; the one that answered where known. Type: string. Example: {@code gpt-4o}. */
  public static final AttributeKey<String> OBSERVATION_MODEL =
      AttributeKey.stringKey("langfuse.observation.model.name");

  /** The model options, as JSON. Type: string. Example: {@code {"temperature":0.1}}. */
  public static final AttributeKey<String> OBSERVATION_MODEL_PARAMETERS =
      AttributeKey.stringKey("langfuse.observation.model.parameters");

  /**
   * The tokens by their kind, no token in two kinds but {@code total}, as JSON. Unit: tokens. Type:
   * string. Example: {@code {"input":50,"input_cache_read":50,"output":180,"total":280}}.
   */
  public static final AttributeKey<String> OBSERVATION_USAGE_DETAILS =
      AttributeKey.stringKey("langfuse.observation.usage_details");

  /**
   * The cost, as JSON. Unit: US dollars. Type: string. Example: {@code
   * {"input":0.0009,"output":0.0012,"total":0.0021}}.
   */
  public static final AttributeKey<String> OBSERVATION_COST_DETAILS =
      AttributeKey.stringKey("langfuse.observation.cost_details");

  /** The prompt's name where prompts are kept. Type: string. Example: {@code answer-v2}. */
  public static final AttributeKey<String> OBSERVATION_PROMPT_NAME =
      AttributeKey.stringKey("langfuse.observation.prompt.name");

  /** The prompt's version where prompts are kept. Type: integer. Example: {@code 2}. */
  public static final AttributeKey<Long> OBSERVATION_PROMPT_VERSION =
      AttributeKey.longKey("langfuse.observation.prompt.version");

  /**
   * Time from the start of the span to the first chunk of a streamed response, from which Langfuse
   * computes its start of the completion; the name is that of the AI SDK. Unit: milliseconds. Type:
   * double. Example: {@code 350.0}.
   */
  public static final AttributeKey<Double> MILLISECONDS_TO_FIRST_CHUNK =
      AttributeKey.doubleKey("ai.response.msToFirstChunk");

  /** The environment the application runs in. Type: string. Example: {@code production}. */
  public static final AttributeKey<String> ENVIRONMENT =
      AttributeKey.stringKey("langfuse.environment");

  /** The application's release. Type: string. Example: {@code 2026.1}. */
  public static final AttributeKey<String> RELEASE = AttributeKey.stringKey("langfuse.release");

  /** The version of what the span stands for. Type: string. Example: {@code 1.2}. */
  public static final AttributeKey<String> VERSION = AttributeKey.stringKey("langfuse.version");

  private Langfuse() {}
}
