package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** Follows any other publisher of Reactive Streams: each subscription has a span. */
final class PublisherHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Publisher.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Publisher.class;
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return fits(declaredType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return follow((Publisher<?>) result, call);
  }

  private static <T> Publisher<T> follow(Publisher<T> source, OpenCall call) {
    return FlowAdapters.toPublisher(
        new TracedFlowPublisher<>(FlowAdapters.toFlowPublisher(source), call));
  }
}
