package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.concurrent.Callable;

/** Follows a callable that is returned to be called later: its span ends with the first call. */
final class CallableHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Callable.class.isAssignableFrom(resultType);
  }

  /** Returns true for a callable alone: the caller may expect more of any other type. */
  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Callable.class;
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    Callable<?> source = (Callable<?>) result;
    return (Callable<?>) () -> FollowedWork.run(source, call);
  }
}
