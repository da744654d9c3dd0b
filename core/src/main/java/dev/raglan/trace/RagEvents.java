package dev.raglan.trace;

import dev.raglan.model.Chunk;
import dev.raglan.model.Document;
import dev.raglan.model.PipelineType;
import dev.raglan.model.RetrievedChunk;
import io.opentelemetry.api.trace.Span;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of a RAG pipeline in its own terms: one event a span, and one a trace.
 *
 * <pre>{@code
 * raglan.rag().retrieval("What is Raglan?", chunks);
 * raglan.rag().named("hybrid search").metadata(Map.of("index", "docs")).retrieval(query, chunks);
 * }</pre>
 *
 * <p>An event is logged on the current span; outside any span it is a span of its own. A span
 * stands for one event, and an annotated method with {@code @RagEvent} has its event already: a
 * further one is left out, counted and logged. Immutable and thread-safe; without effect when
 * tracing is disabled or closed. Nothing throws but what says so; null means not known. Implemented
 * by Raglan alone.
 *
 * <p>Source: LastMile's RAG event methods.
 */
public interface RagEvents {

  /** Returns a logger of events of that name; null for the names of their types. */
  RagEvents named(@Nullable String name);

  /** Returns a logger of events with further data. */
  RagEvents metadata(@Nullable Map<String, ? extends @Nullable Object> metadata);

  /**
   * Returns a logger of the event of a given span.
   *
   * @param span null for the current one
   */
  RagEvents on(@Nullable Span span);

  /**
   * Returns a logger of the event of a given span.
   *
   * @param span null for the current one
   */
  default RagEvents on(@Nullable BaseActiveSpan<?> span) {
    return on(span == null ? null : span.openTelemetrySpan());
  }

  /** Returns a logger that writes embedding vectors out, rounded to four places. */
  RagEvents withVectors();

  /** Logs that a query was answered; the response is a text or several. */
  default void query(@Nullable String query, @Nullable Object response) {
    query(query, response, null);
  }

  /** Logs that a query was answered under a system prompt; the response is a text or several. */
  void query(@Nullable String query, @Nullable Object response, @Nullable String systemPrompt);

  /** Logs that a document was cut into chunks. */
  void chunking(@Nullable Document document, @Nullable Collection<Chunk> chunks);

  /** Logs that the document at a path was cut into chunks. */
  void chunking(@Nullable String path, @Nullable Collection<Chunk> chunks);

  /** Logs that a text became an embedding. */
  void embedding(@Nullable Object text, float @Nullable [] vector);

  /** Logs that a text became an embedding. */
  void embedding(@Nullable Object text, @Nullable List<? extends Number> vector);

  /**
   * Logs that several texts became embeddings.
   *
   * @param vectors each a {@code float[]}, a {@code double[]} or a collection of numbers
   */
  void embeddings(@Nullable Collection<?> texts, @Nullable Collection<?> vectors);

  /** Logs that the parts of a prompt became the prompt. */
  void promptComposition(@Nullable Object parts, @Nullable String prompt);

  /** Logs that a query became others: sub-questions, expansions, or a better one. */
  void queryRewrite(@Nullable String query, @Nullable Collection<String> rewrites);

  /** Logs that chunks were found for a query, best first. */
  void retrieval(@Nullable String query, @Nullable Collection<RetrievedChunk> chunks);

  /** Logs that retrieved chunks were put into another order, best first. */
  void rerank(
      @Nullable Collection<RetrievedChunk> retrieved,
      @Nullable Collection<RetrievedChunk> reranked);

  /** Logs that a template was filled. */
  void template(@Nullable String template, @Nullable String resolved);

  /** Logs that a tool was called. */
  void toolCall(
      @Nullable String tool,
      @Nullable Map<String, ? extends @Nullable Object> arguments,
      @Nullable Object result);

  /** Logs that an answer was made from parts. */
  void synthesize(@Nullable Object input, @Nullable Object output);

  /** Logs an event that has no method of its own; {@link #named} gives it its name. */
  void custom(@Nullable Object input, @Nullable Object output);

  /**
   * Logs the input and output of the whole trace on its topmost span. A trace without it has those
   * of that span, else the first input and the last output of its events.
   *
   * @param metadata further data; null for none
   */
  void traceEvent(@Nullable Object input, @Nullable Object output, @Nullable Object metadata);

  /** Sets the pipeline that the current trace is of. */
  void pipelineType(@Nullable PipelineType type);

  /**
   * Sets the trace that ingested what the current one reads.
   *
   * @throws IllegalArgumentException if it is not 32 hexadecimal digits
   */
  void ingestionTraceId(String traceId);

  /**
   * Returns the number of events that were left out because their span or trace had one already.
   */
  long refused();
}
