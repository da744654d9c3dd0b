package dev.raglan.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a span. */
public enum SpanType {
  /** Any span that no other type names. */
  SPAN,
  /** One request to a language model and its response. */
  GENERATION,
  /** A sequence of operations, such as a whole RAG pipeline. */
  CHAIN,
  /** An operation in which a model decides what comes next. */
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
  /** A judgement of another span's result. */
  EVALUATOR,
  /** The composition of a prompt. */
  PROMPT,
  /** A type named by the application. */
  CUSTOM;

  /** Returns the value written to {@code raglan.span.type}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the type with this id, in any case; null if there is none. */
  public static @Nullable SpanType ofId(String id) {
    String stripped = id.strip();
    for (SpanType type : values()) {
      if (type.name().equalsIgnoreCase(stripped)) {
        return type;
      }
    }
    return null;
  }
}
