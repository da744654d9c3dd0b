package dev.raglan.internal.library.vertx;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;

/** Follows a future of Vert.x to its completion; its handlers run in the order they came in. */
public final class VertxFutureHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Future.class.isAssignableFrom(resultType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return follow((Future<?>) result, call);
  }

  private static <T> Future<T> follow(Future<T> future, OpenCall call) {
    Handler<AsyncResult<T>> end =
        outcome -> {
          if (outcome.succeeded()) {
            call.completed(outcome.result());
          } else {
            call.failed(outcome.cause());
          }
        };
    var unused = future.onComplete(end);
    return future;
  }
}
