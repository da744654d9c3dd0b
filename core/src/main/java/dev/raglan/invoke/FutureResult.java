package dev.raglan.invoke;

import java.util.concurrent.Future;

/** A plain future tells nobody when it is done: the span ends at return, marked pending. */
final class FutureResult implements ResultHandler {

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
