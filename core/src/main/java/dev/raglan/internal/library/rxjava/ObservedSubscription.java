package dev.raglan.internal.library.rxjava;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.CompletableObserver;
import io.reactivex.rxjava3.core.MaybeObserver;
import io.reactivex.rxjava3.core.Observer;
import io.reactivex.rxjava3.core.SingleObserver;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A subscription to a type of RxJava's that has no backpressure, passed on by its methods. */
final class ObservedSubscription<T> extends FollowedSubscription<T>
    implements Observer<T>, SingleObserver<T>, MaybeObserver<T>, CompletableObserver, Disposable {

  /**
   * The methods of an observer, whichever of RxJava's interfaces it has.
   *
   * @param subscription takes the subscription
   * @param next takes each value
   * @param error takes the failure
   * @param complete takes the end without a value
   */
  record Downstream<T>(
      Consumer<Disposable> subscription,
      Consumer<? super T> next,
      Consumer<Throwable> error,
      Runnable complete) {}

  private final Downstream<T> downstream;
  private @Nullable Disposable upstream;

  ObservedSubscription(OpenCall call, Context outside, boolean single, Downstream<T> downstream) {
    super(call, outside, single);
    this.downstream = downstream;
  }

  @Override
  public void onSubscribe(Disposable source) {
    upstream = source;
    subscribed();
  }

  @Override
  public void onSuccess(T value) {
    onNext(value);
  }

  @Override
  protected void passSubscription() {
    downstream.subscription().accept(this);
  }

  @Override
  protected void passNext(T value) {
    downstream.next().accept(value);
  }

  @Override
  protected void passError(Throwable thrown) {
    downstream.error().accept(thrown);
  }

  @Override
  protected void passComplete() {
    downstream.complete().run();
  }

  @Override
  protected void requestUpstream(long n) {}

  @Override
  protected void cancelUpstream() {
    if (upstream != null) {
      upstream.dispose();
    }
  }

  @Override
  public void dispose() {
    cancel();
  }

  @Override
  public boolean isDisposed() {
    return upstream != null && upstream.isDisposed();
  }
}
