package dev.raglan.model;

import java.util.Locale;

/**
 * Which of the two pipelines of a RAG application a trace is of.
 *
 * <p>Source: LastMile's {@code RagFlowType}.
 */
public enum PipelineType {
  /** Documents become chunks and embeddings in a store. */
  INGESTION,
  /** A query is answered from the store. */
  QUERY;

  /** The value written to {@code raglan.pipeline.type}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
