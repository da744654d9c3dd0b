package dev.raglan.contract.allocation;

import static dev.raglan.contract.allocation.AllocationClaim.ANSWER;
import static dev.raglan.contract.allocation.AllocationClaim.ATTRIBUTES;
import static dev.raglan.contract.allocation.AllocationClaim.ATTRIBUTES_AND_TEXTS;
import static dev.raglan.contract.allocation.AllocationClaim.CONTENT;
import static dev.raglan.contract.allocation.AllocationClaim.NOTHING;

/** A call whose allocation on its caller's thread is measured. */
public enum AllocationCase {

  /** A span by hand, on an SDK that delivers nothing: what OpenTelemetry itself costs. */
  BARE_SDK("a span by hand without Raglan", NOTHING),

  /** A span by hand with two attributes, of Raglan's own SDK. */
  BY_HAND("a span by hand of Raglan's SDK", ATTRIBUTES),

  /** An annotated method; neither input nor output captured. */
  WITHOUT_CONTENT("an annotated method without content", ATTRIBUTES),

  /** An annotated method; a string and a number in, an unmodifiable list of records out. */
  IMMUTABLE("an annotated method with immutable content", CONTENT),

  /** The same, with a list that can change out. */
  COPIED("an annotated method whose list is copied", CONTENT),

  /** A retrieval of a RAG pipeline, whose documents are read on the worker. */
  RETRIEVAL("an annotated retrieval", CONTENT),

  /** A generation, whose messages and answer are read on the worker by their names and shapes. */
  GENERATION("an annotated generation", ANSWER),

  /** A generation whose annotations name each value. */
  BOUND_GENERATION("an annotated generation with bindings", ANSWER),

  /**
   * A generation that streams {@link AllocationChat#CHUNKS} chunks, which are read on the worker.
   */
  STREAM("an annotated generation that streams chunks", ANSWER),

  /** A span of the facade's, with a text in and a text out. */
  FACADE_SPAN("a span of the facade", ATTRIBUTES_AND_TEXTS),

  /** A trace of the facade's, with a session and a user. */
  FACADE_TRACE("a trace of the facade", ATTRIBUTES),

  /** A generation of the facade's, whose messages and answer are read on the worker. */
  FACADE_GENERATION("a generation of the facade", ANSWER),

  /** A span by hand that is not recorded. */
  UNSAMPLED_BY_HAND("an unsampled span by hand", NOTHING),

  /** An annotated method whose span is not recorded. */
  UNSAMPLED("an annotated method, unsampled", NOTHING),

  /** The method without an annotation. */
  PLAIN("the plain call", NOTHING),

  /** An annotated method once tracing is disabled. */
  DISABLED("an annotated method, disabled", NOTHING);

  private final String words;
  private final AllocationClaim claim;

  AllocationCase(String words, AllocationClaim claim) {
    this.words = words;
    this.claim = claim;
  }

  /** The claim that every measured call has to meet. */
  AllocationClaim claim() {
    return claim;
  }

  @Override
  public String toString() {
    return words;
  }
}
