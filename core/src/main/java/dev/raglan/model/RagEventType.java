package dev.raglan.model;

/**
 * A step of a RAG pipeline, in ingestion or in a query.
 *
 * <p>Source: LastMile's {@code RAGEventType}, with prompt composition added.
 */
public enum RagEventType {
  /** A document is cut into chunks. */
  CHUNKING("chunking", SpanType.CHAIN),
  /** A text becomes an embedding vector. */
  EMBEDDING("embedding", SpanType.EMBEDDING),
  /** Several texts become embedding vectors. */
  MULTI_EMBEDDING("multi_embedding", SpanType.EMBEDDING),
  /** The parts of a prompt become the prompt. */
  PROMPT_COMPOSITION("prompt_composition", SpanType.PROMPT),
  /** A query and its response: the whole of a query pipeline. */
  QUERY("query", SpanType.CHAIN),
  /** Chunks are searched for a query. */
  RETRIEVAL("retrieval", SpanType.RETRIEVER),
  /** An answer is made from parts. */
  SYNTHESIZE("synthesize", SpanType.CHAIN),
  /** A query becomes other queries. */
  SUB_QUESTION("sub_question", SpanType.CHAIN),
  /** A template is filled. */
  TEMPLATING("templating", SpanType.PROMPT),
  /** A tool is called. */
  TOOL_CALL("tool_call", SpanType.TOOL),
  /** Chunks are put into another order. */
  RERANKING("reranking", SpanType.RERANKER),
  /** A step that the application names. */
  CUSTOM("custom", SpanType.CHAIN);

  private final String id;
  private final SpanType spanType;

  RagEventType(String id, SpanType spanType) {
    this.id = id;
    this.spanType = spanType;
  }

  /** Returns the event's name on the wire. */
  public String id() {
    return id;
  }

  /** Returns the type of a span that stands for this event and says no other. */
  public SpanType spanType() {
    return spanType;
  }
}
