package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A followed subscription of {@code java.util.concurrent.Flow}. */
public class FollowedFlow<T> extends FollowedSubscription<T>
    implements Flow.Subscriber<T>, Flow.Subscription {

  private final Flow.Subscriber<? super T> subscriber;
  private Flow.@Nullable Subscription subscription;

  protected FollowedFlow(Flow.Subscriber<? super T> subscriber, OpenCall call, Context outside) {
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
