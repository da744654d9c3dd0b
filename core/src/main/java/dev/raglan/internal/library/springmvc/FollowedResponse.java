package dev.raglan.internal.library.springmvc;

import dev.raglan.spi.OpenCall;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;

/** A response that a request waits for, by way of a deferred result or an emitter. */
final class FollowedResponse implements DeferredResultProcessingInterceptor {

  private final Object result;
  private final OpenCall call;

  FollowedResponse(Object result, OpenCall call) {
    this.result = result;
    this.call = call;
  }

  /** An emitter ends with a deferred result of Spring's own, the only one of its request. */
  private boolean ends(DeferredResult<?> deferred) {
    return deferred == result
        || !(result instanceof DeferredResult) && deferred.getClass() == DeferredResult.class;
  }

  @Override
  public <T> void postProcess(
      NativeWebRequest request, DeferredResult<T> deferred, @Nullable Object outcome) {
    if (!ends(deferred)) {
      return;
    }
    if (outcome instanceof Throwable error) {
      GoneClient.end(error, call);
    } else {
      call.completed(outcome);
    }
  }

  /** A request that ended before there was a result, as when the client has gone away. */
  @Override
  public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> deferred) {
    if (ends(deferred)) {
      call.canceled();
    }
  }
}
