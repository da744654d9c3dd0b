package dev.raglan.trace;

import dev.raglan.model.ParamKey;
import io.opentelemetry.api.trace.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that a pipeline runs with: chunk size, models, top-k and whatever else an application
 * tunes.
 *
 * <p>Registered outside a trace a parameter is global: every trace that begins later has it.
 * Registered inside, it belongs to that trace alone. A trace's parameters are written on its
 * topmost span when that ends, as {@code raglan.param.<name>}. Values may be anything that can be
 * written as JSON; null leaves the parameter as it is. At most 256 are kept, with names of at most
 * 128 and texts of at most 4,096 characters; what is beyond that is left out and logged.
 *
 * <p>Thread-safe; nothing throws. Without effect when tracing is disabled or closed. Under a span
 * of another library with none of Raglan's above it, parameters are written on that span and cannot
 * be read back. Implemented by Raglan alone.
 *
 * <p>Source: LastMile's ParamSet.
 */
public interface Params {

  /** Registers a parameter; one of that name is replaced. */
  default void register(@Nullable String key, @Nullable Object value) {
    register(key, value, (Span) null);
  }

  /** Registers a parameter; one of that name is replaced. */
  default void register(@Nullable ParamKey key, @Nullable Object value) {
    register(key == null ? null : key.id(), value);
  }

  /**
   * Registers a parameter, and writes it on a span at once.
   *
   * @param span null for none
   */
  void register(@Nullable String key, @Nullable Object value, @Nullable Span span);

  /**
   * Registers a parameter, and writes it on a span at once.
   *
   * @param span null for none
   */
  default void register(
      @Nullable String key, @Nullable Object value, @Nullable BaseActiveSpan<?> span) {
    register(key, value, span == null ? null : span.openTelemetrySpan());
  }

  /** Registers parameters; those of the same names are replaced. */
  default void registerAll(@Nullable Map<String, ? extends @Nullable Object> params) {
    registerAll(params, false);
  }

  /**
   * Registers parameters.
   *
   * @param overwrite true if all others are dropped
   */
  default void registerAll(
      @Nullable Map<String, ? extends @Nullable Object> params, boolean overwrite) {
    registerAll(params, overwrite, (Span) null);
  }

  /**
   * Registers parameters, and writes them on a span at once.
   *
   * @param overwrite true if all others are dropped
   * @param span null for none
   */
  void registerAll(
      @Nullable Map<String, ? extends @Nullable Object> params,
      boolean overwrite,
      @Nullable Span span);

  /**
   * Registers parameters, and writes them on a span at once.
   *
   * @param overwrite true if all others are dropped
   * @param span null for none
   */
  default void registerAll(
      @Nullable Map<String, ? extends @Nullable Object> params,
      boolean overwrite,
      @Nullable BaseActiveSpan<?> span) {
    registerAll(params, overwrite, span == null ? null : span.openTelemetrySpan());
  }

  /** Registers how documents are cut into chunks; null for what is not known. */
  void documentPreprocessing(
      @Nullable Integer chunkSize,
      @Nullable String chunkStrategy,
      @Nullable Map<String, ? extends @Nullable Object> extras);

  /** Registers how embeddings are computed; null for what is not known. */
  default void embedding(
      @Nullable String model,
      @Nullable Integer dimensions,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    queryProcessing(model, dimensions, null, extras);
  }

  /** Registers how a query is prepared for the search; null for what is not known. */
  void queryProcessing(
      @Nullable String embeddingModel,
      @Nullable Integer embeddingDimensions,
      @Nullable String decompositionStrategy,
      @Nullable Map<String, ? extends @Nullable Object> extras);

  /** Registers how chunks are retrieved; null for what is not known. */
  void retrieval(
      @Nullable Integer topK,
      @Nullable String rerankingModel,
      @Nullable Map<String, ? extends @Nullable Object> extras);

  /**
   * Registers how the answer is generated.
   *
   * @param modelParams the settings of the model under their provider's names; {@code messages} are
   *     left out
   * @param extras null for none
   */
  void generation(
      @Nullable Map<String, ? extends @Nullable Object> modelParams,
      @Nullable Map<String, ? extends @Nullable Object> extras);

  /** Registers {@link ParamKey#QUERY_MODEL}. */
  default void queryModel(@Nullable String model) {
    register(ParamKey.QUERY_MODEL, model);
  }

  /** Registers {@link ParamKey#QUERY_TEMPERATURE}. */
  default void queryTemperature(double temperature) {
    register(ParamKey.QUERY_TEMPERATURE, temperature);
  }

  /** Registers {@link ParamKey#QUERY_TOP_P}. */
  default void queryTopP(double topP) {
    register(ParamKey.QUERY_TOP_P, topP);
  }

  /** Registers {@link ParamKey#INGESTION_CHUNK_SIZE}. */
  default void ingestionChunkSize(int size) {
    register(ParamKey.INGESTION_CHUNK_SIZE, size);
  }

  /** Registers {@link ParamKey#RETRIEVAL_TOP_K}. */
  default void retrievalTopK(int topK) {
    register(ParamKey.RETRIEVAL_TOP_K, topK);
  }

  /** Returns the parameter; a mutable object is returned as its JSON. Null if there is none. */
  default @Nullable Object get(@Nullable String key) {
    return key == null ? null : getAll().get(key);
  }

  /** Returns the parameters of the current trace, else the global ones, in order; never changes. */
  Map<String, Object> getAll();

  /** Returns the parameter as text or JSON; null if there is none. */
  @Nullable String getString(@Nullable String key);

  /** Returns the parameter as a whole number; null if there is none, or it is not a number. */
  default @Nullable Long getLong(@Nullable String key) {
    return get(key) instanceof Number number ? (Long) number.longValue() : null;
  }

  /** Returns the parameter as a floating-point number; null if it is missing or not a number. */
  default @Nullable Double getDouble(@Nullable String key) {
    return get(key) instanceof Number number ? (Double) number.doubleValue() : null;
  }

  /** Returns the parameter as a truth value; null if it is missing or not a truth value. */
  default @Nullable Boolean getBoolean(@Nullable String key) {
    return get(key) instanceof Boolean flag ? flag : null;
  }

  /** Drops the parameters of the current trace, or, outside a trace, the global ones. */
  void clear();
}
