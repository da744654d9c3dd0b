package dev.raglan.internal.result;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Work that is returned to be run later, followed each time that it runs. */
public final class FollowedWork {

  private FollowedWork() {}

  /**
   * Runs the work in the context of a call of its own, which ends with it: the call that returned
   * the work when it runs for the first time.
   */
  @SuppressWarnings({"NullAway", "unchecked"}) // Work may return null; its type does not say so.
  public static <T> T run(Callable<T> work, OpenCall call) throws Exception {
    Context current = Context.current();
    OpenCall own = Safe.orNull(() -> call.subscribed(current));
    if (own == null) {
      return work.call();
    }
    Scope scope = ContextScope.enter(own);
    try {
      T result = work.call();
      Object followed = RecordingCall.followBrought(result, own);
      if (followed != null) {
        return (T) followed;
      }
      own.completed((@Nullable Object) result);
      return result;
    } catch (Throwable thrown) {
      own.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }
}
