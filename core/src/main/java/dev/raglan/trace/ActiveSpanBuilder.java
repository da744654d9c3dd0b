package dev.raglan.trace;

import dev.raglan.internal.facade.Draft;
import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.SpanOpener;
import dev.raglan.model.SpanType;

/** Builds a span: one step of a trace, which it opens if there is none. Not thread-safe. */
public final class ActiveSpanBuilder extends BaseSpanBuilder<ActiveSpanBuilder, ActiveSpan> {

  public ActiveSpanBuilder(SpanOpener opener, String name) {
    super(opener, new Draft(name, SpanType.SPAN));
  }

  @Override
  ActiveSpanBuilder self() {
    return this;
  }

  @Override
  ActiveSpan handle(SpanHandle step) {
    return new ActiveSpan(opener, step);
  }
}
