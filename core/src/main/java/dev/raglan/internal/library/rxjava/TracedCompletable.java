package dev.raglan.internal.library.rxjava;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.CompletableObserver;

/** A Completable whose subscriptions are followed. */
final class TracedCompletable extends Completable {

  private final Completable source;
  private final OpenCall call;

  TracedCompletable(Completable source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  protected void subscribeActual(CompletableObserver observer) {
    FollowedSubscription.open(
        call,
        (own, outside) -> source.subscribe(new Relay(observer, own, outside)),
        () -> source.subscribe(observer));
  }

  private static final class Relay extends ObservedSubscription<Object>
      implements CompletableObserver {

    private final CompletableObserver observer;

    private Relay(CompletableObserver observer, OpenCall call, Context outside) {
      super(call, outside, true);
      this.observer = observer;
    }

    @Override
    protected void passSubscription() {
      observer.onSubscribe(this);
    }

    @Override
    protected void passError(Throwable error) {
      observer.onError(error);
    }

    @Override
    protected void passComplete() {
      observer.onComplete();
    }
  }
}
