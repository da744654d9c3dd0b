package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import java.util.concurrent.Flow;

/** A publisher whose subscriptions are followed. */
final class TracedFlowPublisher<T> implements Flow.Publisher<T> {

  private final Flow.Publisher<T> source;
  private final OpenCall call;

  TracedFlowPublisher(Flow.Publisher<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    if (subscriber == null) {
      source.subscribe(subscriber);
      return;
    }
    FollowedSubscription.open(
        call,
        (own, outside) -> source.subscribe(new FollowedFlow<>(subscriber, own, outside)),
        () -> source.subscribe(subscriber));
  }
}
