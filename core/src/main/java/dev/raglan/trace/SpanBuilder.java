package dev.raglan.trace;

import dev.raglan.model.SpanType;

/** Builds a span: one step of a trace, which it opens if there is none. Not thread-safe. */
public final class SpanBuilder extends StepBuilder<SpanBuilder, ActiveSpan> {

  SpanBuilder(StepOpener opener, String name) {
    super(opener, new Draft(name, SpanType.SPAN));
  }

  @Override
  SpanBuilder self() {
    return this;
  }

  @Override
  ActiveSpan handle(OpenStep step) {
    return new ActiveSpan(opener, step);
  }
}
