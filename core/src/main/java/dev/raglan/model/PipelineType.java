package dev.raglan.model;

import java.util.Locale;

/**
 * The pipelines of a RAG application, of which a trace is one run.
 *
 * <p>Source: LastMile's {@code RagFlowType}.
 */
public enum PipelineType {
  /** Documents become chunks and embeddings in a store. */
  INGESTION,
  /** A query is answered from the store. */
  QUERY;

  /** Returns the value written to {@code raglan.pipeline.type}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
