package dev.raglan.internal.library.rxjava;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Observer;

/** An Observable whose subscriptions are followed. */
final class TracedObservable<T> extends Observable<T> {

  private final Observable<T> source;
  private final OpenCall call;

  TracedObservable(Observable<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  protected void subscribeActual(Observer<? super T> observer) {
    FollowedSubscription.open(
        call,
        (own, outside) -> source.subscribe(new Relay<T>(observer, own, outside)),
        () -> source.subscribe(observer));
  }

  private static final class Relay<T> extends ObservedSubscription<T> implements Observer<T> {

    private final Observer<? super T> observer;

    private Relay(Observer<? super T> observer, OpenCall call, Context outside) {
      super(call, outside, false);
      this.observer = observer;
    }

    @Override
    protected void passSubscription() {
      observer.onSubscribe(this);
    }

    @Override
    protected void passNext(T value) {
      observer.onNext(value);
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
