package dev.raglan.trace;

import dev.raglan.annotation.Field;
import dev.raglan.internal.context.Ids;
import dev.raglan.internal.event.ChunkTree;
import dev.raglan.internal.event.EventDraft;
import dev.raglan.internal.event.EventRecorder;
import dev.raglan.internal.event.EventVectors;
import dev.raglan.model.Chunk;
import dev.raglan.model.Document;
import dev.raglan.model.Embeddings;
import dev.raglan.model.PipelineType;
import dev.raglan.model.RagEventType;
import dev.raglan.model.RetrievedChunk;
import io.opentelemetry.api.trace.Span;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a RAG pipeline did, said in its own terms: one event a span, and one a trace.
 *
 * <pre>{@code
 * raglan.rag().retrieval("What is Raglan?", chunks);
 * raglan.rag().named("hybrid search").metadata(Map.of("index", "docs")).retrieval(query, chunks);
 * }</pre>
 *
 * <p>An event is logged on the current span; outside any span it is a span of its own. A span
 * stands for one event, and an annotated method with {@code @RagEvent} has its event already: a
 * further one is left out, counted and logged. Immutable and thread-safe; without effect when
 * tracing is disabled or closed. Nothing throws but what says so; null is taken as not known.
 *
 * <p>Source: LastMile's RAG event methods.
 */
public final class RagEvents {

  private final EventRecorder recorder;
  private final EventOptions options;

  public RagEvents(EventRecorder recorder, EventOptions options) {
    this.recorder = recorder;
    this.options = options;
  }

  /** The same, for events of that name; null for the names of their types. */
  public RagEvents named(@Nullable String name) {
    return new RagEvents(recorder, options.withName(name == null || name.isBlank() ? null : name));
  }

  /** The same, for events of which more is known. */
  public RagEvents metadata(@Nullable Map<String, ? extends @Nullable Object> metadata) {
    return new RagEvents(recorder, options.withMetadata(metadata == null ? Map.of() : metadata));
  }

  /**
   * The same, for the event of a given span.
   *
   * @param span null for the current one
   */
  public RagEvents on(@Nullable Span span) {
    return new RagEvents(recorder, options.withSpan(span));
  }

  /** The same, with embedding vectors written out, rounded to four places. */
  public RagEvents withVectors() {
    return new RagEvents(recorder, options.withVectors());
  }

  /** A query was answered; the response is a text or several. */
  public void query(@Nullable String query, @Nullable Object response) {
    query(query, response, null);
  }

  /** A query was answered under a system prompt; the response is a text or several. */
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

  /** A document was cut into chunks. */
  public void chunking(@Nullable Document document, @Nullable Collection<Chunk> chunks) {
    logChunking(document, chunks);
  }

  /** The document at a path was cut into chunks. */
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

  /** A text became an embedding. */
  public void embedding(@Nullable Object text, float @Nullable [] vector) {
    logEmbedding(text, vector);
  }

  /** A text became an embedding. */
  public void embedding(@Nullable Object text, @Nullable List<? extends Number> vector) {
    logEmbedding(text, vector);
  }

  private void logEmbedding(@Nullable Object text, @Nullable Object vector) {
    recorder.log(
        options,
        limit -> {
          Embeddings read =
              EventVectors.embeddings(
                  vector == null ? null : Collections.singletonList(vector), vectors(1));
          Object written =
              options.vectors() ? EventVectors.rounded(vector) : EventVectors.summary(read);
          return embedding(RagEventType.EMBEDDING, text, written, read);
        });
  }

  /**
   * Several texts became embeddings.
   *
   * @param vectors each a {@code float[]}, a {@code double[]} or a collection of numbers
   */
  public void embeddings(@Nullable Collection<?> texts, @Nullable Collection<?> vectors) {
    recorder.log(
        options,
        limit -> {
          Embeddings read = EventVectors.embeddings(vectors, vectors(limit));
          Object written = options.vectors() ? read.vectors() : EventVectors.summary(read);
          return embedding(RagEventType.MULTI_EMBEDDING, texts, written, read);
        });
  }

  private int vectors(int limit) {
    return options.vectors() ? limit : 0;
  }

  private static EventDraft embedding(
      RagEventType type, @Nullable Object data, @Nullable Object written, Embeddings read) {
    return new EventDraft(type, data, written)
        .field(Field.EMBEDDING_DIMENSIONS, read.dimensions())
        .embeddings(read);
  }

  /** The parts of a prompt became the prompt. */
  public void promptComposition(@Nullable Object parts, @Nullable String prompt) {
    log(RagEventType.PROMPT_COMPOSITION, parts, prompt);
  }

  /** A query became others: sub-questions, expansions, or a better one. */
  public void queryRewrite(@Nullable String query, @Nullable Collection<String> rewrites) {
    log(RagEventType.SUB_QUESTION, query, rewrites);
  }

  /** Chunks were found for a query, best first. */
  public void retrieval(@Nullable String query, @Nullable Collection<RetrievedChunk> chunks) {
    recorder.log(
        options,
        limit ->
            new EventDraft(RagEventType.RETRIEVAL, query, chunks)
                .field(Field.QUERY, query)
                .outputDocuments(chunks, limit));
  }

  /** What was retrieved was put into another order, best first. */
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

  /** A template was filled. */
  public void template(@Nullable String template, @Nullable String resolved) {
    log(RagEventType.TEMPLATING, template, resolved);
  }

  /** A tool was called. */
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

  /** An answer was made from parts. */
  public void synthesize(@Nullable Object input, @Nullable Object output) {
    log(RagEventType.SYNTHESIZE, input, output);
  }

  /** A step that has no method of its own; {@link #named} says which. */
  public void custom(@Nullable Object input, @Nullable Object output) {
    log(RagEventType.CUSTOM, input, output);
  }

  private void log(RagEventType type, @Nullable Object input, @Nullable Object output) {
    recorder.log(options, limit -> new EventDraft(type, input, output));
  }

  /**
   * What the whole trace was given and produced; logged on its topmost span. A trace without it has
   * what that span says, else the first input and the last output of its events.
   *
   * @param metadata what else is known; null for nothing
   */
  public void traceEvent(
      @Nullable Object input, @Nullable Object output, @Nullable Object metadata) {
    recorder.logTrace(input, output, metadata);
  }

  /** Says which pipeline the current trace is of. */
  public void pipelineType(@Nullable PipelineType type) {
    recorder.pipelineType(type);
  }

  /**
   * Says which trace ingested what the current one reads.
   *
   * @throws IllegalArgumentException if it is not 32 hexadecimal digits
   */
  public void ingestionTraceId(String traceId) {
    recorder.ingestionTraceId(Ids.trace(traceId));
  }

  /** How many events were left out because their span or trace had one already. */
  public long refused() {
    return recorder.refused();
  }
}
