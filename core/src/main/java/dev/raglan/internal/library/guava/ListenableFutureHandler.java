package dev.raglan.internal.library.guava;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.util.concurrent.ExecutionException;

/** Follows a listenable future to its completion; its listeners run in the order they came in. */
public final class ListenableFutureHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return ListenableFuture.class.isAssignableFrom(resultType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    ListenableFuture<?> future = (ListenableFuture<?>) result;
    future.addListener(
        () -> Safe.run("ending a listenable future", () -> end(future, call)), Runnable::run);
    return future;
  }

  private static void end(ListenableFuture<?> future, OpenCall call) {
    if (future.isCancelled()) {
      call.canceled();
      return;
    }
    try {
      call.completed(Futures.getDone(future));
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      call.failed(cause == null ? failed : cause);
    }
  }
}
