package dev.raglan.trace;

import dev.raglan.internal.facade.Draft;
import dev.raglan.internal.facade.SpanHandle;
import dev.raglan.internal.facade.SpanOpener;
import dev.raglan.model.SpanType;

/**
 * Builds a trace: a whole request, job or turn of a conversation.
 *
 * <p>A trace that is started inside another one is a new trace, linked to where it started; inside
 * a span of another library's, such as a web server's, it goes on with that. Not thread-safe.
 */
public final class TraceBuilder extends BaseSpanBuilder<TraceBuilder, ActiveTrace> {

  public TraceBuilder(SpanOpener opener, String name) {
    super(opener, new Draft(name, SpanType.SPAN));
    draft.origin.opensTrace = true;
  }

  @Override
  TraceBuilder self() {
    return this;
  }

  @Override
  ActiveTrace handle(SpanHandle step) {
    return new ActiveTrace(opener, step);
  }
}
