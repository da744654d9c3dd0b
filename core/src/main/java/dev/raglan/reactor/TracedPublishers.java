package dev.raglan.reactor;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.SpanCall;
import dev.raglan.internal.result.TracedFlowPublisher;
import dev.raglan.trace.BaseSpanBuilder;
import java.util.concurrent.Flow;

/** Follows publishers of {@code java.util.concurrent.Flow} as steps of the facade. */
public final class TracedPublishers {

  private TracedPublishers() {}

  /**
   * The publisher with a step for each subscription, which ends with it. Nothing starts before.
   *
   * @param step what each subscription starts; not to be changed afterwards
   */
  public static <T> Flow.Publisher<T> follow(
      Raglan raglan, BaseSpanBuilder<?, ?> step, Flow.Publisher<T> publisher) {
    return new TracedFlowPublisher<>(publisher, new SpanCall(raglan, step));
  }
}
