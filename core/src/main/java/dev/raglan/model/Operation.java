package dev.raglan.model;

/** Operation asked of a model, in the words of OpenTelemetry's GenAI conventions. */
public enum Operation {
  /** Chat completion. */
  CHAT("chat"),
  /** Text completion. */
  TEXT_COMPLETION("text_completion"),
  /** Content generation of any modality. */
  GENERATE_CONTENT("generate_content"),
  /** Embeddings. */
  EMBEDDINGS("embeddings");

  private final String id;

  Operation(String id) {
    this.id = id;
  }

  /** Returns the value of {@code gen_ai.operation.name}. */
  public String id() {
    return id;
  }
}
