package dev.raglan.internal.library.reactor;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.GroupedFlux;

/** Follows a Flux: each subscription has a span, which gathers its elements. */
public final class FluxHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Flux.class.isAssignableFrom(resultType)
        && !ConnectableFlux.class.isAssignableFrom(resultType)
        && !GroupedFlux.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType.isAssignableFrom(Flux.class);
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return Publisher.class.isAssignableFrom(declaredType) && fits(declaredType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return follow((Flux<?>) result, call);
  }

  private static <T> Flux<T> follow(Flux<T> source, OpenCall call) {
    return new TracedFlux<>(source, call);
  }

  private static final class TracedFlux<T> extends FluxOperator<T, T> {

    private final OpenCall call;

    private TracedFlux(Flux<? extends T> source, OpenCall call) {
      super(source);
      this.call = call;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> subscriber) {
      TracedSubscriber.subscribe(source, subscriber, call, false);
    }
  }
}
