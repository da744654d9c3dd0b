package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

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
        (own, outside) -> source.subscribe(new Relay<>(subscriber, own, outside)),
        () -> source.subscribe(subscriber));
  }

  private static final class Relay<T> extends FollowedSubscription<T>
      implements Flow.Subscriber<T>, Flow.Subscription {

    private final Flow.Subscriber<? super T> subscriber;
    private Flow.@Nullable Subscription subscription;

    private Relay(Flow.Subscriber<? super T> subscriber, OpenCall call, Context outside) {
      super(call, outside, false);
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
      subscription = upstream;
      subscribed();
    }

    @Override
    protected void passSubscription() {
      subscriber.onSubscribe(this);
    }

    @Override
    protected void passNext(T element) {
      subscriber.onNext(element);
    }

    @Override
    protected void passError(Throwable error) {
      subscriber.onError(error);
    }

    @Override
    protected void passComplete() {
      subscriber.onComplete();
    }

    @Override
    protected void requestUpstream(long n) {
      if (subscription != null) {
        subscription.request(n);
      }
    }

    @Override
    protected void cancelUpstream() {
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }
}
