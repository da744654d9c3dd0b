package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/**
 * One subscription to a publisher, as Reactive Streams and {@code java.util.concurrent.Flow} have
 * it in common: tells its call of the signals and passes them on.
 *
 * <p>Demand runs in the call's context, upstream, where sources work and schedulers look for the
 * context to carry. Signals run in the subscriber's context: what is downstream is not the call's.
 */
abstract class FollowedSubscription<T> {

  private final OpenCall call;
  private final Context outside;
  private final boolean single;

  /**
   * @param outside the subscriber's context
   * @param single true if there is one element at most, which is the result
   */
  FollowedSubscription(OpenCall call, Context outside, boolean single) {
    this.call = call;
    this.outside = outside;
    this.single = single;
  }

  /** Hands this subscription downstream. */
  abstract void passSubscription();

  abstract void passNext(T element);

  abstract void passError(Throwable error);

  abstract void passComplete();

  abstract void requestUpstream(long n);

  abstract void cancelUpstream();

  final void subscribed() {
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      passSubscription();
    } finally {
      ContextScope.leave(scope);
    }
  }

  public final void onNext(T element) {
    if (single) {
      call.completed(element);
    } else {
      call.element(element);
    }
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      passNext(element);
    } finally {
      ContextScope.leave(scope);
    }
  }

  public final void onError(Throwable error) {
    call.failed(error);
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      passError(error);
    } finally {
      ContextScope.leave(scope);
    }
  }

  public final void onComplete() {
    call.completed();
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      passComplete();
    } finally {
      ContextScope.leave(scope);
    }
  }

  public final void request(long n) {
    Scope scope = ContextScope.enter(call);
    try {
      requestUpstream(n);
    } finally {
      ContextScope.leave(scope);
    }
  }

  public final void cancel() {
    call.canceled();
    cancelUpstream();
  }
}
