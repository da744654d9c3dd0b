package dev.raglan.internal.result;

import dev.raglan.internal.invoke.ContextScope;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Scope;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** Passes a subscription's signals on, and tells its call of them. */
final class TracedSubscriber<T> implements CoreSubscriber<T>, Subscription {

  private final CoreSubscriber<? super T> subscriber;
  private final OpenCall call;
  private final BiConsumer<OpenCall, @Nullable Object> onElement;
  private final Context context;
  private @Nullable Subscription subscription;

  private TracedSubscriber(
      CoreSubscriber<? super T> subscriber,
      OpenCall call,
      BiConsumer<OpenCall, @Nullable Object> onElement) {
    this.subscriber = subscriber;
    this.call = call;
    this.onElement = onElement;
    this.context = ReactiveContext.with(subscriber.currentContext(), call.context());
  }

  /**
   * Subscribes to the source, in the context of a call of its own.
   *
   * @param onElement what the call is told of an element
   */
  static <T> void subscribe(
      Publisher<? extends T> source,
      CoreSubscriber<? super T> subscriber,
      OpenCall call,
      BiConsumer<OpenCall, @Nullable Object> onElement) {
    TracedSubscriber<T> traced =
        Safe.orNull(
            () ->
                new TracedSubscriber<>(
                    subscriber,
                    call.subscribed(ReactiveContext.of(subscriber.currentContext())),
                    onElement));
    if (traced == null) {
      source.subscribe(subscriber);
      return;
    }
    Scope scope = ContextScope.enter(traced.call);
    try {
      source.subscribe(traced);
    } catch (Throwable thrown) {
      traced.call.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  public void onSubscribe(Subscription upstream) {
    subscription = upstream;
    subscriber.onSubscribe(this);
  }

  @Override
  public void onNext(T element) {
    onElement.accept(call, element);
    subscriber.onNext(element);
  }

  @Override
  public void onError(Throwable error) {
    call.failed(error);
    subscriber.onError(error);
  }

  @Override
  public void onComplete() {
    call.completed();
    subscriber.onComplete();
  }

  /** Demand runs upstream, where sources work and schedulers look for the context to carry. */
  @Override
  public void request(long n) {
    if (subscription != null) {
      Scope scope = ContextScope.enter(call);
      try {
        subscription.request(n);
      } finally {
        ContextScope.leave(scope);
      }
    }
  }

  @Override
  public void cancel() {
    call.canceled();
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
