package dev.raglan.trace;

import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.SpanOpener;

/** A span that has started. Thread-safe. */
public final class ActiveSpan extends BaseActiveSpan<ActiveSpan> {

  public ActiveSpan(SpanOpener opener, SpanHandle step) {
    super(opener, step);
  }

  @Override
  ActiveSpan self() {
    return this;
  }
}
