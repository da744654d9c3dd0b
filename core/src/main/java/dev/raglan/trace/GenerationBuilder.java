package dev.raglan.trace;

import dev.raglan.internal.facade.Draft;
import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.SpanOpener;
import dev.raglan.model.Operation;
import dev.raglan.model.SpanType;

/**
 * Builds a generation: one request to a language model, in a trace that it opens if there is none.
 * Not thread-safe.
 */
public final class GenerationBuilder extends BaseSpanBuilder<GenerationBuilder, ActiveGeneration>
    implements GenerationFields<GenerationBuilder> {

  public GenerationBuilder(SpanOpener opener, String name) {
    super(opener, new Draft(name, SpanType.GENERATION));
    draft.operation = Operation.CHAT;
  }

  /** Sets what is asked of the model; chat by default. */
  public GenerationBuilder operation(Operation operation) {
    draft.operation = Checks.given("operation", operation);
    draft.type = operation == Operation.EMBEDDINGS ? SpanType.EMBEDDING : SpanType.GENERATION;
    return this;
  }

  @Override
  GenerationBuilder self() {
    return this;
  }

  @Override
  ActiveGeneration handle(SpanHandle step) {
    return new ActiveGeneration(opener, step);
  }
}
