package dev.raglan.spring.internal.web;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spring.internal.observation.RequestSnapshot;
import io.opentelemetry.context.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Carrier of a request's tracing to the thread on which Spring MVC runs a callable or writes a
 * streamed body. One for each request.
 */
final class RequestTask implements CallableProcessingInterceptor {

  private Supplier<Scope> request = Scope::noop;
  private @Nullable Scope scope;

  private RequestTask() {}

  /** Has what a handler returns to be run later run in the request's tracing. */
  static void carry(HttpServletRequest request) {
    Safe.run(
        "carrying a request's tracing to its task",
        () ->
            WebAsyncUtils.getAsyncManager(request)
                .registerCallableInterceptor(RequestTask.class, new RequestTask()));
  }

  /** Called on the request's thread. */
  @Override
  public <T> void beforeConcurrentHandling(NativeWebRequest web, Callable<T> task) {
    request = Safe.orElse(RequestSnapshot::take, request);
  }

  @Override
  public <T> void preProcess(NativeWebRequest web, Callable<T> task) {
    scope = request.get();
  }

  /** Called on the thread of {@link #preProcess}. */
  @Override
  public <T> void postProcess(NativeWebRequest web, Callable<T> task, @Nullable Object outcome) {
    Scope open = scope;
    scope = null;
    if (open != null) {
      Safe.run("leaving a request's tracing", open::close);
    }
  }
}
