package dev.raglan.trace;

import dev.raglan.model.Operation;

/**
 * Builds a generation: one request to a language model, in a trace that it opens if there is none.
 * Not thread-safe.
 */
public interface GenerationBuilder
    extends BaseSpanBuilder<GenerationBuilder, ActiveGeneration>,
        GenerationFields<GenerationBuilder> {

  /** Sets the operation that is asked of the model; chat by default. */
  GenerationBuilder operation(Operation operation);
}
