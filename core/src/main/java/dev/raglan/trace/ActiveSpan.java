package dev.raglan.trace;

/** A span that has started. Thread-safe. */
public final class ActiveSpan extends ActiveStep<ActiveSpan> {

  ActiveSpan(StepOpener opener, OpenStep step) {
    super(opener, step);
  }

  @Override
  ActiveSpan self() {
    return this;
  }
}
