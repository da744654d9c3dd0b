package dev.raglan.internal.event;

import dev.raglan.annotation.Field;
import dev.raglan.internal.context.Ids;
import dev.raglan.internal.read.Vectors;
import dev.raglan.model.Chunk;
import dev.raglan.model.Document;
import dev.raglan.model.Embeddings;
import dev.raglan.model.PipelineType;
import dev.raglan.model.RagEventType;
import dev.raglan.model.RetrievedChunk;
import dev.raglan.trace.BaseActiveSpan;
import dev.raglan.trace.RagEvents;
import io.opentelemetry.api.trace.Span;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Logs RAG events with an {@link EventRecorder}. Immutable and thread-safe. */
final class RecordingRagEvents implements RagEvents {

  private final EventRecorder recorder;
  private final EventOptions options;

  RecordingRagEvents(EventRecorder recorder, EventOptions options) {
    this.recorder = recorder;
    this.options = options;
  }

  @Override
  public RagEvents named(@Nullable String name) {
    return new RecordingRagEvents(
        recorder, options.withName(name == null || name.isBlank() ? null : name));
  }

  @Override
  public RagEvents metadata(@Nullable Map<String, ? extends @Nullable Object> metadata) {
    return new RecordingRagEvents(
        recorder, options.withMetadata(metadata == null ? Map.of() : metadata));
  }

  @Override
  public RagEvents on(@Nullable Span span) {
    return new RecordingRagEvents(recorder, options.withSpan(span, null));
  }

  @Override
  public RagEvents on(@Nullable BaseActiveSpan<?> span) {
    return span == null
        ? on((Span) null)
        : new RecordingRagEvents(
            recorder, options.withSpan(span.openTelemetrySpan(), span.context()));
  }

  @Override
  public RagEvents withVectors() {
    return new RecordingRagEvents(recorder, options.withVectors());
  }

  @Override
  public void query(
      @Nullable String query, @Nullable Object response, @Nullable String systemPrompt) {
    recorder.log(
        options,
        limit ->
            new EventDraft(RagEventType.QUERY, query, response)
                .data("system_prompt", systemPrompt)
                .field(Field.USER_QUERY, query)
                .field(Field.SYSTEM_PROMPT, systemPrompt));
  }

  @Override
  public void chunking(@Nullable Document document, @Nullable Collection<Chunk> chunks) {
    logChunking(document, chunks);
  }

  @Override
  public void chunking(@Nullable String path, @Nullable Collection<Chunk> chunks) {
    logChunking(path, chunks);
  }

  private void logChunking(@Nullable Object document, @Nullable Collection<Chunk> chunks) {
    recorder.log(
        options,
        limit -> {
          List<Map<String, Object>> written = ChunkTree.of(chunks, limit, options.vectors());
          int all = chunks == null ? 0 : chunks.size();
          return new EventDraft(RagEventType.CHUNKING, document, written)
              .data("chunk_count", chunks == null ? null : all);
        });
  }

  @Override
  public void embedding(@Nullable Object text, float @Nullable [] vector) {
    logEmbedding(text, vector);
  }

  @Override
  public void embedding(@Nullable Object text, @Nullable List<? extends Number> vector) {
    logEmbedding(text, vector);
  }

  private void logEmbedding(@Nullable Object text, @Nullable Object vector) {
    recorder.log(
        options,
        limit -> {
          List<?> vectors = vector == null ? List.of() : Collections.singletonList(vector);
          Embeddings read = read(vectors, 1);
          Object written = options.vectors() ? Vectors.rounded(vector) : Vectors.written(read);
          return embedding(RagEventType.EMBEDDING, text, written, read);
        });
  }

  @Override
  public void embeddings(@Nullable Collection<?> texts, @Nullable Collection<?> vectors) {
    recorder.log(
        options,
        limit -> {
          Embeddings read = read(vectors == null ? List.of() : vectors, limit);
          Object written = options.vectors() ? read.vectors() : Vectors.written(read);
          return embedding(RagEventType.MULTI_EMBEDDING, texts, written, read);
        });
  }

  private Embeddings read(Collection<?> vectors, int limit) {
    int dimensions = vectors.isEmpty() ? 0 : Vectors.dimensions(vectors.iterator().next());
    return new Embeddings(
        null,
        vectors.size(),
        dimensions == 0 ? null : (Integer) dimensions,
        new Vectors(options.vectors()).of(vectors, limit),
        null);
  }

  private static EventDraft embedding(
      RagEventType type, @Nullable Object data, @Nullable Object written, Embeddings read) {
    return new EventDraft(type, data, written)
        .field(Field.EMBEDDING_DIMENSIONS, read.dimensions())
        .embeddings(read);
  }

  @Override
  public void promptComposition(@Nullable Object parts, @Nullable String prompt) {
    log(RagEventType.PROMPT_COMPOSITION, parts, prompt);
  }

  @Override
  public void queryRewrite(@Nullable String query, @Nullable Collection<String> rewrites) {
    log(RagEventType.SUB_QUESTION, query, rewrites);
  }

  @Override
  public void retrieval(@Nullable String query, @Nullable Collection<RetrievedChunk> chunks) {
    recorder.log(
        options,
        limit ->
            new EventDraft(RagEventType.RETRIEVAL, query, chunks)
                .field(Field.QUERY, query)
                .outputDocuments(chunks, limit));
  }

  @Override
  public void rerank(
      @Nullable Collection<RetrievedChunk> retrieved,
      @Nullable Collection<RetrievedChunk> reranked) {
    recorder.log(
        options,
        limit ->
            new EventDraft(RagEventType.RERANKING, retrieved, reranked)
                .inputDocuments(retrieved, limit)
                .outputDocuments(reranked, limit));
  }

  @Override
  public void template(@Nullable String template, @Nullable String resolved) {
    log(RagEventType.TEMPLATING, template, resolved);
  }

  @Override
  public void toolCall(
      @Nullable String tool,
      @Nullable Map<String, ? extends @Nullable Object> arguments,
      @Nullable Object result) {
    recorder.log(
        options,
        limit -> {
          Map<String, @Nullable Object> input = new LinkedHashMap<>();
          input.put("tool", tool);
          input.put("args", arguments);
          return new EventDraft(RagEventType.TOOL_CALL, input, result)
              .field(Field.TOOL_NAME, tool)
              .field(Field.TOOL_ARGUMENTS, arguments);
        });
  }

  @Override
  public void synthesize(@Nullable Object input, @Nullable Object output) {
    log(RagEventType.SYNTHESIZE, input, output);
  }

  @Override
  public void custom(@Nullable Object input, @Nullable Object output) {
    log(RagEventType.CUSTOM, input, output);
  }

  private void log(RagEventType type, @Nullable Object input, @Nullable Object output) {
    recorder.log(options, limit -> new EventDraft(type, input, output));
  }

  @Override
  public void traceEvent(
      @Nullable Object input, @Nullable Object output, @Nullable Object metadata) {
    recorder.logTrace(input, output, metadata);
  }

  @Override
  public void pipelineType(@Nullable PipelineType type) {
    recorder.pipelineType(type);
  }

  @Override
  public void ingestionTraceId(String traceId) {
    recorder.ingestionTraceId(Ids.trace(traceId));
  }

  @Override
  public long refused() {
    return recorder.refused();
  }
}
