package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.concurrent.Flow;

/** Follows a publisher of {@code java.util.concurrent.Flow}: each subscription has a span. */
final class FlowPublisherHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Flow.Publisher.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Flow.Publisher.class;
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return fits(declaredType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return new TracedFlowPublisher<>((Flow.Publisher<?>) result, call);
  }
}
