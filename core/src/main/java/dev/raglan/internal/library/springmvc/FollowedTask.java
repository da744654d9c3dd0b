package dev.raglan.internal.library.springmvc;

import dev.raglan.internal.result.ContextScope;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/** A task that a request has run on another thread; it runs in the context of its call. */
final class FollowedTask implements CallableProcessingInterceptor {

  private final Callable<?> callable;
  private final OpenCall call;
  private @Nullable Scope scope;

  FollowedTask(Callable<?> callable, OpenCall call) {
    this.callable = callable;
    this.call = call;
  }

  @Override
  public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
    if (task == callable) {
      scope = ContextScope.enter(call);
    }
  }

  /** Called on the thread of {@link #preProcess}. */
  @Override
  public <T> void postProcess(
      NativeWebRequest request, Callable<T> task, @Nullable Object outcome) {
    if (task != callable) {
      return;
    }
    if (scope != null) {
      ContextScope.leave(scope);
      scope = null;
    }
    if (outcome instanceof Throwable error) {
      GoneClient.end(error, call);
    } else {
      call.completed(outcome);
    }
  }

  @Override
  public <T> Object handleTimeout(NativeWebRequest request, Callable<T> task) {
    if (task == callable) {
      call.failed(new AsyncRequestTimeoutException());
    }
    return RESULT_NONE;
  }

  /** A request that ended before the task did. */
  @Override
  public <T> void afterCompletion(NativeWebRequest request, Callable<T> task) {
    if (task == callable) {
      call.canceled();
    }
  }
}
