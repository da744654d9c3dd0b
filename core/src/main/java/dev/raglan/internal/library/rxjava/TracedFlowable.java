package dev.raglan.internal.library.rxjava;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A Flowable whose subscriptions are followed. */
final class TracedFlowable<T> extends Flowable<T> {

  private final Flowable<T> source;
  private final OpenCall call;

  TracedFlowable(Flowable<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  protected void subscribeActual(Subscriber<? super T> subscriber) {
    FollowedSubscription.open(
        call,
        (own, outside) -> source.subscribe(new Relay<T>(subscriber, own, outside)),
        () -> source.subscribe(subscriber));
  }

  private static final class Relay<T> extends FollowedSubscription<T>
      implements FlowableSubscriber<T>, Subscription {

    private final Subscriber<? super T> subscriber;
    private @Nullable Subscription subscription;

    private Relay(Subscriber<? super T> subscriber, OpenCall call, Context outside) {
      super(call, outside, false);
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Subscription upstream) {
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
