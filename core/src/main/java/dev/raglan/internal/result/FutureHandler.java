package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.concurrent.Future;

/** A plain future tells nobody when it is done: the span ends at return, marked pending. */
final class FutureHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Future.class.isAssignableFrom(resultType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    call.pending();
    return result;
  }
}
