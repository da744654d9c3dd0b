package dev.raglan.trace;

/** A generation that has started. Thread-safe. */
public final class ActiveGeneration extends ActiveStep<ActiveGeneration>
    implements GenerationFields<ActiveGeneration> {

  ActiveGeneration(StepOpener opener, OpenStep step) {
    super(opener, step);
  }

  @Override
  ActiveGeneration self() {
    return this;
  }
}
