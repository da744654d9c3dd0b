package dev.raglan.internal.result;

import dev.raglan.internal.invoke.ContextScope;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Subscribes to a publisher in the context of a call, and tells the call of the signals. */
public final class TracedFlowPublisher<T> implements Flow.Publisher<T> {

  private final Flow.Publisher<T> source;
  private final OpenCall call;

  public TracedFlowPublisher(Flow.Publisher<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    OpenCall own = Safe.orNull(() -> call.subscribed(Context.current()));
    if (own == null || subscriber == null) {
      source.subscribe(subscriber);
      return;
    }
    Scope scope = ContextScope.enter(own);
    try {
      source.subscribe(new Relay<>(subscriber, own));
    } catch (Throwable thrown) {
      own.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  /** Passes a subscription's signals on. */
  private static final class Relay<T> implements Flow.Subscriber<T>, Flow.Subscription {

    private final Flow.Subscriber<? super T> subscriber;
    private final OpenCall call;
    private Flow.@Nullable Subscription subscription;

    private Relay(Flow.Subscriber<? super T> subscriber, OpenCall call) {
      this.subscriber = subscriber;
      this.call = call;
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
      subscription = upstream;
      subscriber.onSubscribe(this);
    }

    @Override
    public void onNext(T element) {
      call.element(element);
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
}
