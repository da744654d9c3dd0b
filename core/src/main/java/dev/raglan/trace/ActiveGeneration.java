package dev.raglan.trace;

import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.SpanOpener;

/** A generation that has started. Thread-safe. */
public final class ActiveGeneration extends BaseActiveSpan<ActiveGeneration>
    implements GenerationFields<ActiveGeneration> {

  public ActiveGeneration(SpanOpener opener, SpanHandle step) {
    super(opener, step);
  }

  @Override
  ActiveGeneration self() {
    return this;
  }
}
