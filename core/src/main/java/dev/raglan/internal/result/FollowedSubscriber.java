package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A followed subscription of Reactive Streams. */
public class FollowedSubscriber<T> extends FollowedSubscription<T>
    implements Subscriber<T>, Subscription {

  private final Subscriber<? super T> subscriber;
  private @Nullable Subscription subscription;

  protected FollowedSubscriber(
      Subscriber<? super T> subscriber, OpenCall call, Context outside, boolean single) {
    super(call, outside, single);
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
