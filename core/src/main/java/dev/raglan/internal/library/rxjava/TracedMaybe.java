package dev.raglan.internal.library.rxjava;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.MaybeObserver;

/** A Maybe whose subscriptions are followed. */
final class TracedMaybe<T> extends Maybe<T> {

  private final Maybe<T> source;
  private final OpenCall call;

  TracedMaybe(Maybe<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  protected void subscribeActual(MaybeObserver<? super T> observer) {
    FollowedSubscription.open(
        call,
        (own, outside) -> source.subscribe(new Relay<T>(observer, own, outside)),
        () -> source.subscribe(observer));
  }

  private static final class Relay<T> extends ObservedSubscription<T> implements MaybeObserver<T> {

    private final MaybeObserver<? super T> observer;

    private Relay(MaybeObserver<? super T> observer, OpenCall call, Context outside) {
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

    @Override
    protected void passComplete() {
      observer.onComplete();
    }
  }
}
