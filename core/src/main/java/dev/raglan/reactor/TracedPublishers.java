package dev.raglan.reactor;

import dev.raglan.trace.BaseSpanBuilder;
import java.util.concurrent.Flow;

/** Follows publishers of {@code java.util.concurrent.Flow} with a span of the facade. */
public final class TracedPublishers {

  private TracedPublishers() {}

  /**
   * Returns the publisher with a span for each subscription, which ends with it. Nothing starts
   * before.
   *
   * @param span describes the span of each subscription; not to be changed afterwards
   */
  public static <T> Flow.Publisher<T> follow(
      BaseSpanBuilder<?, ?> span, Flow.Publisher<T> publisher) {
    return span.follow(publisher);
  }
}
