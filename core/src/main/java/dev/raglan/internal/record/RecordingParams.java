package dev.raglan.internal.record;

import dev.raglan.internal.context.CaptureDecisions;
import dev.raglan.internal.context.LocalTrace;
import dev.raglan.model.CaptureMode;
import dev.raglan.model.ParamKey;
import dev.raglan.trace.Params;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parameters of the running traces, and those that every later trace begins with. */
public final class RecordingParams implements Params {

  private final BooleanSupplier enabled;
  private final CaptureDecisions decisions;
  private final ParamValues values;
  private volatile Map<String, Object> global;

  /**
   * Creates parameters.
   *
   * @param enabled returns whether anything is recorded, asked at each call
   * @param decisions decide how much is recorded of those that are registered
   * @param first the parameters that every trace begins with
   */
  public RecordingParams(
      BooleanSupplier enabled,
      CaptureDecisions decisions,
      ParamValues values,
      Map<String, ? extends @Nullable Object> first) {
    this.enabled = enabled;
    this.decisions = decisions;
    this.values = values;
    this.global = ParamValues.merged(Map.of(), values.held(first));
  }

  /** Returns the parameters that a trace begins with now, never changed afterwards. */
  Map<String, Object> global() {
    return global;
  }

  /**
   * Writes a trace's parameters.
   *
   * @param root its topmost span
   */
  void write(LocalTrace trace, Span root) {
    values.write(trace.params(), root);
  }

  @Override
  public void register(@Nullable String key, @Nullable Object value, @Nullable Span span) {
    registerAll(Collections.singletonMap(key, value), false, span);
  }

  @Override
  public void registerAll(
      @Nullable Map<String, ? extends @Nullable Object> params,
      boolean overwrite,
      @Nullable Span span) {
    if (!enabled.getAsBoolean()) {
      return;
    }
    CaptureMode mode = decisions.current(Context.current());
    Map<String, Object> added = ParamValues.told(values.held(params), mode);
    update(old -> ParamValues.merged(overwrite ? Map.of() : old, added));
    if (span != null) {
      values.write(added, span);
    }
    Span current = Span.current();
    if (LocalTrace.ofCurrentSpan() == null && current != span) {
      values.write(added, current);
    }
  }

  @Override
  public void documentPreprocessing(
      @Nullable Integer chunkSize,
      @Nullable String chunkStrategy,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    Map<String, Object> params = values.held(extras);
    with(params, ParamKey.CHUNK_SIZE, chunkSize);
    registerAll(with(params, ParamKey.CHUNK_STRATEGY, chunkStrategy));
  }

  @Override
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

  @Override
  public void retrieval(
      @Nullable Integer topK,
      @Nullable String rerankingModel,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    Map<String, Object> params = values.held(extras);
    with(params, ParamKey.TOP_K, topK);
    registerAll(with(params, ParamKey.RERANKING_MODEL, rerankingModel));
  }

  @Override
  public void generation(
      @Nullable Map<String, ? extends @Nullable Object> modelParams,
      @Nullable Map<String, ? extends @Nullable Object> extras) {
    Map<String, Object> params = values.held(modelParams);
    params.remove("messages");
    params.putAll(values.held(extras));
    registerAll(params);
  }

  private static Map<String, Object> with(
      Map<String, Object> params, ParamKey key, @Nullable Object value) {
    if (value != null) {
      params.put(key.id(), value);
    }
    return params;
  }

  @Override
  public Map<String, Object> getAll() {
    LocalTrace trace = LocalTrace.ofCurrentSpan();
    Map<String, Object> shown = new LinkedHashMap<>(trace == null ? global : trace.params());
    shown.replaceAll((key, value) -> ParamValues.shown(value));
    return Collections.unmodifiableMap(shown);
  }

  @Override
  public @Nullable String getString(@Nullable String key) {
    Object value = get(key);
    return value == null ? null : values.text(value);
  }

  @Override
  public void clear() {
    if (enabled.getAsBoolean()) {
      update(old -> Map.of());
    }
  }

  private void update(UnaryOperator<Map<String, Object>> change) {
    LocalTrace trace = LocalTrace.ofCurrentSpan();
    if (trace != null) {
      trace.updateParams(change);
    } else if (!Span.current().getSpanContext().isValid()) {
      updateGlobal(change);
    }
  }

  private synchronized void updateGlobal(UnaryOperator<Map<String, Object>> change) {
    global = change.apply(global);
  }
}
