package dev.raglan.internal.library.mutiny;

import dev.raglan.internal.result.FollowedFlow;
import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.AbstractMulti;
import io.smallrye.mutiny.subscription.ContextSupport;
import io.smallrye.mutiny.subscription.MultiSubscriber;

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

  private static final class Relay<T> extends FollowedFlow<T>
      implements MultiSubscriber<T>, ContextSupport {

    private final MultiSubscriber<? super T> subscriber;

    private Relay(MultiSubscriber<? super T> subscriber, OpenCall call, Context outside) {
      super(subscriber, call, outside);
      this.subscriber = subscriber;
    }

    @Override
    public io.smallrye.mutiny.Context context() {
      return subscriber instanceof ContextSupport known
          ? known.context()
          : io.smallrye.mutiny.Context.empty();
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
  }
}
