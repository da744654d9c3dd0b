package dev.raglan.internal.library.kotlin;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import kotlin.Unit;
import kotlinx.coroutines.Deferred;
import org.jspecify.annotations.Nullable;

/** Follows a deferred value of Kotlin's to its completion, before those that wait for it. */
public final class DeferredHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Deferred.class.isAssignableFrom(resultType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    Deferred<?> deferred = (Deferred<?>) result;
    deferred.invokeOnCompletion(
        thrown -> {
          Safe.run("ending a deferred value", () -> end(deferred, thrown, call));
          return Unit.INSTANCE;
        });
    return deferred;
  }

  private static void end(Deferred<?> deferred, @Nullable Throwable thrown, OpenCall call) {
    if (thrown == null) {
      call.completed(deferred.getCompleted());
    } else {
      call.failed(thrown);
    }
  }
}
