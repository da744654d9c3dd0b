package dev.raglan.internal.library.rxjava;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.core.SingleObserver;

/** A Single whose subscriptions are followed. */
final class TracedSingle<T> extends Single<T> {

  private final Single<T> source;
  private final OpenCall call;

  TracedSingle(Single<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  protected void subscribeActual(SingleObserver<? super T> observer) {
    FollowedSubscription.open(
        call,
        (own, outside) -> source.subscribe(new Relay<T>(observer, own, outside)),
        () -> source.subscribe(observer));
  }

  private static final class Relay<T> extends ObservedSubscription<T> implements SingleObserver<T> {

    private final SingleObserver<? super T> observer;

    private Relay(SingleObserver<? super T> observer, OpenCall call, Context outside) {
      super(call, outside, true);
      this.observer = observer;
    }

    @Override
    protected void passSubscription() {
      observer.onSubscribe(this);
    }

    @Override
    protected void passNext(T value) {
      observer.onSuccess(value);
    }

    @Override
    protected void passError(Throwable error) {
      observer.onError(error);
    }
  }
}
