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

  private final Consumer<Disposable> subscription;
  private final Consumer<? super T> next;
  private final Consumer<Throwable> error;
  private final Runnable complete;
  private @Nullable Disposable upstream;

  /**
   * @param subscription takes the subscription downstream
   * @param next takes each value downstream
   * @param error takes the failure downstream
   * @param complete takes the end without a value downstream
   */
  ObservedSubscription(
      OpenCall call,
      Context outside,
      boolean single,
      Consumer<Disposable> subscription,
      Consumer<? super T> next,
      Consumer<Throwable> error,
      Runnable complete) {
    super(call, outside, single);
    this.subscription = subscription;
    this.next = next;
    this.error = error;
    this.complete = complete;
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
    subscription.accept(this);
  }

  @Override
  protected void passNext(T value) {
    next.accept(value);
  }

  @Override
  protected void passError(Throwable thrown) {
    error.accept(thrown);
  }

  @Override
  protected void passComplete() {
    complete.run();
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
