package dev.raglan.internal.result;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Scope;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** A subscription to a Mono or Flux that is followed; its call's context travels upstream. */
final class TracedSubscriber<T> extends FollowedSubscriber<T> implements CoreSubscriber<T> {

  private final Context context;

  private TracedSubscriber(
      CoreSubscriber<? super T> subscriber,
      OpenCall call,
      io.opentelemetry.context.Context outside,
      boolean single) {
    super(subscriber, call, outside, single);
    this.context = ReactiveContext.with(subscriber.currentContext(), call.context());
  }

  /**
   * Subscribes to the source, in the context of a call of its own.
   *
   * @param single true for a Mono
   */
  static <T> void subscribe(
      Publisher<? extends T> source,
      CoreSubscriber<? super T> subscriber,
      OpenCall call,
      boolean single) {
    io.opentelemetry.context.Context current = ReactiveContext.of(subscriber.currentContext());
    io.opentelemetry.context.Context outside = Safe.orElse(() -> call.outside(current), current);
    OpenCall own = Safe.orNull(() -> call.subscribed(outside));
    TracedSubscriber<T> traced =
        own == null
            ? null
            : Safe.orNull(() -> new TracedSubscriber<>(subscriber, own, outside, single));
    if (own == null || traced == null) {
      source.subscribe(subscriber);
      return;
    }
    Scope scope = ContextScope.enter(own);
    try {
      source.subscribe(traced);
      RecordingCall.watch(own);
    } catch (Throwable thrown) {
      own.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  @Override
  public Context currentContext() {
    return context;
  }
}
