package dev.raglan.trace;

import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.SpanOpener;

/** A trace that has started. Thread-safe. */
public final class ActiveTrace extends BaseActiveSpan<ActiveTrace> {

  public ActiveTrace(SpanOpener opener, SpanHandle step) {
    super(opener, step);
  }

  @Override
  ActiveTrace self() {
    return this;
  }
}
