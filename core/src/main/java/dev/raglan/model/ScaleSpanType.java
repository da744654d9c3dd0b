package dev.raglan.model;

/**
 * Scale's words for what kind of step a span is, each with the type that means the same here.
 *
 * <p>Source: {@code SpanType} of Scale's spans resource.
 */
public enum ScaleSpanType {
  /** A text comes in. */
  TEXT_INPUT(SpanType.SPAN),
  /** A text goes out. */
  TEXT_OUTPUT(SpanType.SPAN),
  /** Composition of a prompt. */
  COMPLETION_INPUT(SpanType.PROMPT),
  /** A model is asked and answers. */
  COMPLETION(SpanType.GENERATION),
  /** A knowledge base is searched. */
  KB_RETRIEVAL(SpanType.RETRIEVER),
  /** Input of a knowledge base. */
  KB_INPUT(SpanType.SPAN),
  /** Chunks are put into another order. */
  RERANKING(SpanType.RERANKER),
  /** Another service is called. */
  EXTERNAL_ENDPOINT(SpanType.SPAN),
  /** A prompt is composed. */
  PROMPT_ENGINEERING(SpanType.PROMPT),
  /** A document comes in. */
  DOCUMENT_INPUT(SpanType.SPAN),
  /** Parts are worked on and put together. */
  MAP_REDUCE(SpanType.CHAIN),
  /** Documents are searched. */
  DOCUMENT_SEARCH(SpanType.RETRIEVER),
  /** A prompt is composed with documents. */
  DOCUMENT_PROMPT(SpanType.PROMPT),
  /** A step that the application names. */
  CUSTOM(SpanType.CUSTOM),
  /** Code is run. */
  CODE_EXECUTION(SpanType.TOOL),
  /** Data is changed. */
  DATA_MANIPULATION(SpanType.SPAN),
  /** An answer is judged. */
  EVALUATION(SpanType.EVALUATOR),
  /** A file is fetched. */
  FILE_RETRIEVAL(SpanType.RETRIEVER),
  /** A chunk is put into a knowledge base. */
  KB_ADD_CHUNK(SpanType.SPAN),
  /** A knowledge base is looked after. */
  KB_MANAGEMENT(SpanType.SPAN),
  /** A check that may stop or change what goes in or out. */
  GUARDRAIL(SpanType.GUARDRAIL),
  /** A sequence of steps. */
  TRACER(SpanType.CHAIN),
  /** A sequence of steps of an agent. */
  AGENT_TRACER(SpanType.AGENT),
  /** The workflow of an agent. */
  AGENT_WORKFLOW(SpanType.AGENT),
  /** A step on its own. */
  STANDALONE(SpanType.SPAN);

  private final SpanType spanType;

  ScaleSpanType(SpanType spanType) {
    this.spanType = spanType;
  }

  /** Returns Scale's type for a type of Raglan's; one without a word of its own is custom. */
  public static ScaleSpanType of(SpanType type) {
    return switch (type) {
      case SPAN -> STANDALONE;
      case GENERATION -> COMPLETION;
      case CHAIN -> TRACER;
      case AGENT -> AGENT_WORKFLOW;
      case TOOL -> CODE_EXECUTION;
      case RETRIEVER -> KB_RETRIEVAL;
      case RERANKER -> RERANKING;
      case GUARDRAIL -> GUARDRAIL;
      case EVALUATOR -> EVALUATION;
      case PROMPT -> PROMPT_ENGINEERING;
      case EMBEDDING, CUSTOM -> CUSTOM;
    };
  }

  /** Returns the type that means the same. */
  public SpanType spanType() {
    return spanType;
  }
}
