package dev.raglan.model;

/** What kind of step a span is. */
public enum SpanType {
  /** Any step that no other type names. */
  SPAN,
  /** One request to a language model and its response. */
  GENERATION,
  /** A sequence of steps, such as a whole RAG pipeline. */
  CHAIN,
  /** A step in which a model decides what comes next. */
  AGENT,
  /** The execution of a tool or function. */
  TOOL,
  /** A search for documents. */
  RETRIEVER,
  /** A reordering of documents. */
  RERANKER,
  /** The computation of embedding vectors. */
  EMBEDDING,
  /** A check that may stop or change what goes in or out. */
  GUARDRAIL,
  /** A judgement of another step's result. */
  EVALUATOR,
  /** The composition of a prompt. */
  PROMPT,
  /** A type named by the application. */
  CUSTOM
}
