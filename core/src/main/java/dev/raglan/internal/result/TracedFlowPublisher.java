package dev.raglan.internal.result;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A publisher whose subscriptions are followed. */
final class TracedFlowPublisher<T> implements Flow.Publisher<T> {

  private final Flow.Publisher<T> source;
  private final OpenCall call;

  TracedFlowPublisher(Flow.Publisher<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super T> subscriber) {
    Context current = Context.current();
    Context outside = Safe.orElse(() -> call.outside(current), current);
    OpenCall own = Safe.orNull(() -> call.subscribed(outside));
    if (own == null || subscriber == null) {
      source.subscribe(subscriber);
      return;
    }
    Scope scope = ContextScope.enter(own);
    try {
      source.subscribe(new Relay<>(subscriber, own, outside));
      RecordingCall.watch(own);
    } catch (Throwable thrown) {
      own.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  private static final class Relay<T> extends FollowedSubscription<T>
      implements Flow.Subscriber<T>, Flow.Subscription {

    private final Flow.Subscriber<? super T> subscriber;
    private Flow.@Nullable Subscription subscription;

    private Relay(Flow.Subscriber<? super T> subscriber, OpenCall call, Context outside) {
      super(call, outside, false);
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
      subscription = upstream;
      subscribed();
    }

    @Override
    void passSubscription() {
      subscriber.onSubscribe(this);
    }

    @Override
    void passNext(T element) {
      subscriber.onNext(element);
    }

    @Override
    void passError(Throwable error) {
      subscriber.onError(error);
    }

    @Override
    void passComplete() {
      subscriber.onComplete();
    }

    @Override
    void requestUpstream(long n) {
      if (subscription != null) {
        subscription.request(n);
      }
    }

    @Override
    void cancelUpstream() {
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }
}
