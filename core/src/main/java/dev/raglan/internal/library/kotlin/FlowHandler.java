package dev.raglan.internal.library.kotlin;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.SharedFlow;

/** Follows a flow of Kotlin's: each collection has a span. A shared one has no end to follow to. */
public final class FlowHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Flow.class.isAssignableFrom(resultType)
        && !SharedFlow.class.isAssignableFrom(resultType);
  }

  /** Returns true for a flow alone: the caller may expect more of any other type. */
  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Flow.class;
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return fits(declaredType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return new TracedFlow<>((Flow<?>) result, call);
  }
}
