package dev.raglan.internal.library.reactor;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.result.FollowedSubscriber;
import dev.raglan.internal.result.FollowedSubscription;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
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
    Context known = subscriber.currentContext();
    this.context = Safe.orElse(() -> ReactiveContext.with(known, call.context()), known);
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
    FollowedSubscription.open(
        call,
        ReactiveContext.of(subscriber.currentContext()),
        (own, outside) ->
            source.subscribe(new TracedSubscriber<T>(subscriber, own, outside, single)),
        () -> source.subscribe(subscriber));
  }

  @Override
  public Context currentContext() {
    return context;
  }
}
