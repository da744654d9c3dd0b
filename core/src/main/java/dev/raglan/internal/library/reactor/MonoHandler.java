package dev.raglan.internal.library.reactor;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** Follows a Mono: each subscription has a span, which ends with its value. */
public final class MonoHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Mono.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType.isAssignableFrom(Mono.class);
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return Publisher.class.isAssignableFrom(declaredType) && fits(declaredType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return follow((Mono<?>) result, call);
  }

  private static <T> Mono<T> follow(Mono<T> source, OpenCall call) {
    return new TracedMono<>(source, call);
  }

  private static final class TracedMono<T> extends MonoOperator<T, T> {

    private final OpenCall call;

    private TracedMono(Mono<? extends T> source, OpenCall call) {
      super(source);
      this.call = call;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
      TracedSubscriber.subscribe(source, subscriber, call, true);
    }
  }
}
