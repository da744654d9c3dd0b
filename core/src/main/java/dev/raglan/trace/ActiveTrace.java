package dev.raglan.trace;

/** A trace that has started. Thread-safe. */
public final class ActiveTrace extends ActiveStep<ActiveTrace> {

  ActiveTrace(StepOpener opener, OpenStep step) {
    super(opener, step);
  }

  @Override
  ActiveTrace self() {
    return this;
  }
}
