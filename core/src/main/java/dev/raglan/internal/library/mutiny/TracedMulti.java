package dev.raglan.internal.library.mutiny;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.ContextSupport;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A Multi whose subscriptions are followed. */
final class TracedMulti<T> extends AbstractMulti<T> {

  private final Multi<T> source;
  private final OpenCall call;

  TracedMulti(Multi<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public void subscribe(MultiSubscriber<? super T> subscriber) {
    FollowedSubscription.open(
        call,
        (own, outside) -> source.subscribe(new Relay<T>(subscriber, own, outside)),
        () -> source.subscribe(subscriber));
  }

  private static final class Relay<T> extends FollowedSubscription<T>
      implements MultiSubscriber<T>, ContextSupport, Flow.Subscription {

    private final MultiSubscriber<? super T> subscriber;
    private Flow.@Nullable Subscription subscription;

    private Relay(MultiSubscriber<? super T> subscriber, OpenCall call, Context outside) {
      super(call, outside, false);
      this.subscriber = subscriber;
    }

    @Override
    public io.smallrye.mutiny.Context context() {
      return subscriber instanceof ContextSupport known
          ? known.context()
          : io.smallrye.mutiny.Context.empty();
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
      subscription = upstream;
      subscribed();
    }

    @Override
    public void onItem(T item) {
      onNext(item);
    }

    @Override
    public void onFailure(Throwable failure) {
      onError(failure);
    }

    @Override
    public void onCompletion() {
      onComplete();
    }

    @Override
    protected void passSubscription() {
      subscriber.onSubscribe(this);
    }

    @Override
    protected void passNext(T item) {
      subscriber.onItem(item);
    }

    @Override
    protected void passError(Throwable error) {
      subscriber.onFailure(error);
    }

    @Override
    protected void passComplete() {
      subscriber.onCompletion();
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
