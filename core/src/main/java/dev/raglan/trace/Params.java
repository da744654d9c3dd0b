package dev.raglan.trace;

import dev.raglan.internal.record.GlobalParams;
import dev.raglan.internal.record.LocalTrace;
import dev.raglan.internal.record.ParamValues;
import dev.raglan.internal.type.RawJson;
import dev.raglan.model.ParamKey;
import io.opentelemetry.api.trace.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a pipeline runs with: chunk size, models, top-k and whatever else an
 * application tunes.
 *
 * <p>Registered outside a trace a parameter is global: every trace that begins later has it.
 * Registered inside, it belongs to that trace alone. A trace's parameters are written on its
 * topmost span when that ends, as {@code raglan.param.<name>}. Values may be anything that can be
 * written as JSON; null leaves the parameter as it is. At most 256 are kept, with names of at most
 * 128 and texts of at most 4,096 characters; what is beyond that is left out and logged.
 *
 * <p>Thread-safe; nothing throws. Without effect when tracing is disabled or closed. Under a span
 * of another library with none of Raglan's above it, parameters are written on that span and cannot
 * be read back.
 *
 * <p>Source: LastMile's ParamSet.
 */
public final class Params {

  private final BooleanSupplier enabled;
  private final GlobalParams global;
  private final ParamValues values;

  public Params(BooleanSupplier enabled, GlobalParams global, ParamValues values) {
    this.enabled = enabled;
    this.global = global;
    this.values = values;
  }

  /** Registers a parameter; one of that name is replaced. */
  public void register(String key, @Nullable Object value) {
    register(key, value, null);
  }

  /** Registers a parameter; one of that name is replaced. */
  public void register(ParamKey key, @Nullable Object value) {
    registerAll(with(new LinkedHashMap<>(), key, value));
  }

  /**
   * Registers a parameter, and writes it on a span at once.
   *
   * @param span null for none
   */
  public void register(String key, @Nullable Object value, @Nullable Span span) {
    registerAll(Collections.singletonMap(key, value), false, span);
  }

  /** Registers parameters; those of the same names are replaced. */
  public void registerAll(Map<String, ? extends @Nullable Object> params) {
    registerAll(params, false);
  }

  /**
   * Registers parameters.
   *
   * @param overwrite whether all others are dropped
   */
  public void registerAll(Map<String, ? extends @Nullable Object> params, boolean overwrite) {
    registerAll(params, overwrite, null);
  }

  /**
   * Registers parameters, and writes them on a span at once.
   *
   * @param overwrite whether all others are dropped
   * @param span null for none
   */
  public void registerAll(
      Map<String, ? extends @Nullable Object> params, boolean overwrite, @Nullable Span span) {
    if (!enabled.getAsBoolean()) {
      return;
    }
    Map<String, Object> added = values.held(params);
    update(old -> ParamValues.merged(overwrite ? Map.of() : old, added));
    if (span != null) {
      values.write(added, span);
    }
    Span current = Span.current();
    if (currentTrace() == null && current != span) {
      values.write(added, current);
    }
  }

  /** Registers how documents are cut into chunks; null for what is not known. */
  public void documentPreprocessing(
      @Nullable Integer chunkSize,
      @Nullable String chunkStrategy,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    Map<String, Object> params = values.held(extras);
    with(params, ParamKey.CHUNK_SIZE, chunkSize);
    registerAll(with(params, ParamKey.CHUNK_STRATEGY, chunkStrategy));
  }

  /** Registers how embeddings are computed; null for what is not known. */
  public void embedding(
      @Nullable String model,
      @Nullable Integer dimensions,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    queryProcessing(model, dimensions, null, extras);
  }

  /** Registers how a query is prepared for the search; null for what is not known. */
  public void queryProcessing(
      @Nullable String embeddingModel,
      @Nullable Integer embeddingDimensions,
      @Nullable String decompositionStrategy,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    Map<String, Object> params = values.held(extras);
    with(params, ParamKey.EMBEDDING_MODEL, embeddingModel);
    with(params, ParamKey.EMBEDDING_DIMENSIONS, embeddingDimensions);
    registerAll(with(params, ParamKey.DECOMPOSITION_STRATEGY, decompositionStrategy));
  }

  /** Registers how chunks are retrieved; null for what is not known. */
  public void retrieval(
      @Nullable Integer topK,
      @Nullable String rerankingModel,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    Map<String, Object> params = values.held(extras);
    with(params, ParamKey.TOP_K, topK);
    registerAll(with(params, ParamKey.RERANKING_MODEL, rerankingModel));
  }

  /**
   * Registers how the answer is generated.
   *
   * @param modelParams the settings of the model under their provider's names; {@code messages} are
   *     left out
   * @param extras null for none
   */
  public void generation(
      @Nullable Map<String, ? extends @Nullable Object> modelParams,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    Map<String, Object> params = values.held(modelParams);
    params.remove("messages");
    params.putAll(values.held(extras));
    registerAll(params);
  }

  /** Registers {@link ParamKey#QUERY_MODEL}. */
  public void queryModel(String model) {
    register(ParamKey.QUERY_MODEL, model);
  }

  /** Registers {@link ParamKey#QUERY_TEMPERATURE}. */
  public void queryTemperature(double temperature) {
    register(ParamKey.QUERY_TEMPERATURE, temperature);
  }

  /** Registers {@link ParamKey#QUERY_TOP_P}. */
  public void queryTopP(double topP) {
    register(ParamKey.QUERY_TOP_P, topP);
  }

  /** Registers {@link ParamKey#INGESTION_CHUNK_SIZE}. */
  public void ingestionChunkSize(int size) {
    register(ParamKey.INGESTION_CHUNK_SIZE, size);
  }

  /** Registers {@link ParamKey#RETRIEVAL_TOP_K}. */
  public void retrievalTopK(int topK) {
    register(ParamKey.RETRIEVAL_TOP_K, topK);
  }

  /** The parameter; an object that could have changed is its JSON. Null if there is none. */
  public @Nullable Object get(String key) {
    return getAll().get(key);
  }

  /** The parameters of the current trace, else the global ones, in order; never changes. */
  public Map<String, Object> getAll() {
    LocalTrace trace = currentTrace();
    Map<String, Object> shown = new LinkedHashMap<>(trace == null ? global.all() : trace.params());
    shown.replaceAll((key, value) -> value instanceof RawJson raw ? raw.json() : value);
    return Collections.unmodifiableMap(shown);
  }

  /** The parameter as text or JSON; null if there is none. */
  public @Nullable String getString(String key) {
    Object value = get(key);
    return value == null ? null : values.text(value);
  }

  /** The parameter as a whole number; null if there is none, or it is no number. */
  public @Nullable Long getLong(String key) {
    return get(key) instanceof Number number ? (Long) number.longValue() : null;
  }

  /** The parameter as a floating-point number; null if there is none, or it is no number. */
  public @Nullable Double getDouble(String key) {
    return get(key) instanceof Number number ? (Double) number.doubleValue() : null;
  }

  /** The parameter as a truth value; null if there is none, or it is none. */
  public @Nullable Boolean getBoolean(String key) {
    return get(key) instanceof Boolean flag ? flag : null;
  }

  /** Drops the parameters of the current trace, or, outside a trace, the global ones. */
  public void clear() {
    if (enabled.getAsBoolean()) {
      update(old -> Map.of());
    }
  }

  private void update(UnaryOperator<Map<String, Object>> change) {
    LocalTrace trace = currentTrace();
    if (trace != null) {
      trace.updateParams(change);
    } else if (!Span.current().getSpanContext().isValid()) {
      global.update(change);
    }
  }

  private static @Nullable LocalTrace currentTrace() {
    return LocalTrace.ofCurrentSpan();
  }

  private static Map<String, Object> with(
      Map<String, Object> params, ParamKey key, @Nullable Object value) {
    if (value != null) {
      params.put(key.id(), value);
    }
    return params;
  }
}
