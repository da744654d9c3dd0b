package dev.raglan.semconv;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The options of a request to a model, in OpenTelemetry's semantic conventions for generative AI.
 *
 * <p>Source: the registry page "Gen AI" of release 1.41.1.
 */
public final class GenAiOptions {

  /** The sampling seed. Type: integer. Example: {@code 100}. */
  public static final AttributeKey<Long> SEED = AttributeKey.longKey("gen_ai.request.seed");

  /** The frequency penalty. Type: double. Example: {@code 0.1}. */
  public static final AttributeKey<Double> FREQUENCY_PENALTY =
      AttributeKey.doubleKey("gen_ai.request.frequency_penalty");

  /** The presence penalty. Type: double. Example: {@code 0.1}. */
  public static final AttributeKey<Double> PRESENCE_PENALTY =
      AttributeKey.doubleKey("gen_ai.request.presence_penalty");

  /** The most tokens the model may generate. Type: integer. Example: {@code 100}. */
  public static final AttributeKey<Long> MAX_TOKENS =
      AttributeKey.longKey("gen_ai.request.max_tokens");

  /** The texts at which the model stops generating. Type: string[]. Example: {@code ["forest"]}. */
  public static final AttributeKey<List<String>> STOP_SEQUENCES =
      AttributeKey.stringArrayKey("gen_ai.request.stop_sequences");

  /** The sampling temperature. Type: double. Example: {@code 0.0}. */
  public static final AttributeKey<Double> TEMPERATURE =
      AttributeKey.doubleKey("gen_ai.request.temperature");

  /** Number of candidates to sample from. Type: double. Example: {@code 1.0}. */
  public static final AttributeKey<Double> TOP_K = AttributeKey.doubleKey("gen_ai.request.top_k");

  /** The nucleus sampling probability. Type: double. Example: {@code 1.0}. */
  public static final AttributeKey<Double> TOP_P = AttributeKey.doubleKey("gen_ai.request.top_p");

  /** True if a stream was asked for. Type: boolean. Example: {@code true}. */
  public static final AttributeKey<Boolean> STREAM =
      AttributeKey.booleanKey("gen_ai.request.stream");

  /** Number of answers asked for, when not one. Type: integer. Example: {@code 3}. */
  public static final AttributeKey<Long> CHOICE_COUNT =
      AttributeKey.longKey("gen_ai.request.choice.count");

  /**
   * The encodings of embeddings that are asked for. Type: string[]. Example: {@code ["base64"]}.
   */
  public static final AttributeKey<List<String>> ENCODING_FORMATS =
      AttributeKey.stringArrayKey("gen_ai.request.encoding_formats");

  private GenAiOptions() {}
}
