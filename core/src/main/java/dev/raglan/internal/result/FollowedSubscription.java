package dev.raglan.internal.result;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.BiConsumer;

/**
 * One subscription to a publisher, as Reactive Streams and {@code java.util.concurrent.Flow} have
 * it in common: tells its call of the signals and passes them on.
 *
 * <p>Demand runs in the call's context, upstream, where sources work and schedulers look for the
 * context to carry. Signals run in the subscriber's context: what is downstream is not the call's.
 */
public abstract class FollowedSubscription<T> {

  private final OpenCall call;
  private final Context outside;
  private final boolean single;
  private boolean handedOver; // to what the only element is still to bring

  /**
   * @param outside the subscriber's context
   * @param single true if there is one element at most, which is the result
   */
  protected FollowedSubscription(OpenCall call, Context outside, boolean single) {
    this.call = call;
    this.outside = outside;
    this.single = single;
  }

  /**
   * Opens the call of one subscription on this thread and subscribes in its context.
   *
   * @param traced subscribes to the source with the subscription's call and the context that its
   *     signals run in
   * @param untraced subscribes to the source where no call can be opened
   */
  public static void open(OpenCall call, BiConsumer<OpenCall, Context> traced, Runnable untraced) {
    open(call, Context.current(), traced, untraced);
  }

  /**
   * Opens the call of one subscription and subscribes in its context.
   *
   * @param current the context that the subscriber is in
   * @param traced subscribes to the source with the subscription's call and the context that its
   *     signals run in
   * @param untraced subscribes to the source where no call can be opened
   */
  public static void open(
      OpenCall call, Context current, BiConsumer<OpenCall, Context> traced, Runnable untraced) {
    Context outside = Safe.orElse(() -> call.outside(current), current);
    OpenCall own = Safe.orNull(() -> call.subscribed(outside));
    if (own == null) {
      untraced.run();
      return;
    }
    Scope scope = ContextScope.enter(own);
    try {
      traced.accept(own, outside);
      RecordingCall.watch(own);
    } catch (Throwable thrown) {
      own.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  /** Hands this subscription downstream. */
  protected abstract void passSubscription();

  protected abstract void passNext(T element);

  protected abstract void passError(Throwable error);

  protected abstract void passComplete();

  protected abstract void requestUpstream(long n);

  protected abstract void cancelUpstream();

  protected final void subscribed() {
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      passSubscription();
    } finally {
      ContextScope.leave(scope);
    }
  }

  public final void onNext(T element) {
    T given = element;
    if (single) {
      given = brought(element);
    } else {
      call.element(element);
    }
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      passNext(given);
    } finally {
      ContextScope.leave(scope);
    }
  }

  /** Ends the call with the only element, unless that is still to be read. */
  @SuppressWarnings("unchecked") // What is followed behaves like what was brought.
  private T brought(T element) {
    Object followed = RecordingCall.followBrought(element, call);
    if (followed == null) {
      call.completed(element);
      return element;
    }
    handedOver = true;
    return (T) followed;
  }

  public final void onError(Throwable error) {
    if (!handedOver) {
      call.failed(error);
    }
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      passError(error);
    } finally {
      ContextScope.leave(scope);
    }
  }

  public final void onComplete() {
    if (!handedOver) {
      call.completed();
    }
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
    if (!handedOver) {
      call.canceled();
    }
    cancelUpstream();
  }
}
