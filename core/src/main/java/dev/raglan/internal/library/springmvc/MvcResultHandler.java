package dev.raglan.internal.library.springmvc;

import dev.raglan.internal.result.UnfollowedResults;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * Follows a deferred result, an emitter or a task to what the request makes of it. Outside of a
 * request of Spring MVC nothing says when they end.
 */
public final class MvcResultHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return DeferredResult.class.isAssignableFrom(resultType)
        || ResponseBodyEmitter.class.isAssignableFrom(resultType)
        || WebAsyncTask.class.isAssignableFrom(resultType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    WebAsyncManager request = currentRequest();
    if (request == null) {
      UnfollowedResults.end(result.getClass(), result, call);
    } else if (result instanceof WebAsyncTask<?> task) {
      request.registerCallableInterceptor(task, new FollowedTask(task.getCallable(), call));
    } else {
      request.registerDeferredResultInterceptor(result, new FollowedResponse(result, call));
    }
    return result;
  }

  /** Returns what processes the thread's request; null where there is none of Spring MVC's. */
  private static @Nullable WebAsyncManager currentRequest() {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    Object manager =
        request == null
            ? null
            : request.getAttribute(
                WebAsyncUtils.WEB_ASYNC_MANAGER_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    return manager instanceof WebAsyncManager known ? known : null;
  }
}
