package dev.raglan.invoke;

import dev.raglan.trace.Raglan;
import dev.raglan.trace.StepBuilder;
import java.util.concurrent.Flow;

/** Follows publishers of {@code java.util.concurrent.Flow} as steps of the facade. */
public final class FlowSteps {

  private FlowSteps() {}

  /**
   * The publisher with a step for each subscription, which ends with it. Nothing starts before.
   *
   * @param step what each subscription starts; not to be changed afterwards
   */
  public static <T> Flow.Publisher<T> follow(
      Raglan raglan, StepBuilder<?, ?> step, Flow.Publisher<T> publisher) {
    return new TracedFlowPublisher<>(publisher, new StepCall(raglan, step));
  }
}
