package dev.raglan.internal.library.mutiny;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;
import org.jspecify.annotations.Nullable;

/** A Uni whose subscriptions are followed. */
final class TracedUni<T> extends AbstractUni<T> {

  private final Uni<T> source;
  private final OpenCall call;

  TracedUni(Uni<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public void subscribe(UniSubscriber<? super T> subscriber) {
    FollowedSubscription.open(
        call,
        (own, outside) -> source.subscribe().withSubscriber(new Relay<T>(subscriber, own, outside)),
        () -> source.subscribe().withSubscriber(subscriber));
  }

  private static final class Relay<T> extends FollowedSubscription<T>
      implements UniSubscriber<T>, UniSubscription {

    private final UniSubscriber<? super T> subscriber;
    private @Nullable UniSubscription subscription;

    private Relay(UniSubscriber<? super T> subscriber, OpenCall call, Context outside) {
      super(call, outside, true);
      this.subscriber = subscriber;
    }

    @Override
    public io.smallrye.mutiny.Context context() {
      return subscriber.context();
    }

    @Override
    public void onSubscribe(UniSubscription upstream) {
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

    /** An item or a failure is the end of a Uni. */
    @Override
    protected void passComplete() {}

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
