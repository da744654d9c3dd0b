package dev.raglan.internal.library.rxjava;

import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.disposables.Disposable;
import org.jspecify.annotations.Nullable;

/** A subscription to a type of RxJava's that has no backpressure. */
abstract class ObservedSubscription<T> extends FollowedSubscription<T> implements Disposable {

  private @Nullable Disposable upstream;

  ObservedSubscription(OpenCall call, Context outside, boolean single) {
    super(call, outside, single);
  }

  /** Takes the subscription of the source. */
  public final void onSubscribe(Disposable subscription) {
    upstream = subscription;
    subscribed();
  }

  /** Takes the value of a source that has at most one. */
  public final void onSuccess(T value) {
    onNext(value);
  }

  /** Called by sources that end without a value; does nothing by default. */
  @Override
  protected void passComplete() {}

  /** Called with values; does nothing by default. */
  @Override
  protected void passNext(T value) {}

  @Override
  protected final void requestUpstream(long n) {}

  @Override
  protected final void cancelUpstream() {
    if (upstream != null) {
      upstream.dispose();
    }
  }

  @Override
  public final void dispose() {
    cancel();
  }

  @Override
  public final boolean isDisposed() {
    return upstream != null && upstream.isDisposed();
  }
}
