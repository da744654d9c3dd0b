package dev.raglan.model;

import java.util.Locale;

/**
 * A parameter of a RAG pipeline that has a name of its own; applications may use any other.
 *
 * <p>Source: LastMile's ParamSet.
 */
public enum ParamKey {
  /** Size of chunks, in the splitter's unit. */
  CHUNK_SIZE,
  /** Strategy of cutting documents, such as {@code sliding window}. */
  CHUNK_STRATEGY,
  /** The model that computes embeddings. */
  EMBEDDING_MODEL,
  /** Number of dimensions of an embedding. */
  EMBEDDING_DIMENSIONS,
  /** Strategy of turning a query into others, such as {@code sub-questions}. */
  DECOMPOSITION_STRATEGY,
  /** Number of chunks that are retrieved. */
  TOP_K,
  /** The model that reranks what was retrieved. */
  RERANKING_MODEL,
  /** The model that answers the query. */
  QUERY_MODEL,
  /** The sampling temperature of that model. */
  QUERY_TEMPERATURE,
  /** The nucleus sampling probability of that model. */
  QUERY_TOP_P,
  /** Size of chunks: the older name of {@link #CHUNK_SIZE}. */
  INGESTION_CHUNK_SIZE,
  /** Number of chunks that are retrieved: the older name of {@link #TOP_K}. */
  RETRIEVAL_TOP_K;

  /** Returns the parameter's name on the wire. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
