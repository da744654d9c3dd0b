package dev.raglan.internal.library.stainless;

import com.openai.core.http.AsyncStreamResponse;
import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;

/**
 * An asynchronous response of openai-java is followed by way of the handler that subscribes to it.
 */
public final class OpenAiJavaAsyncStreamResult implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return AsyncStreamResponse.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == AsyncStreamResponse.class;
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return follow((AsyncStreamResponse<?>) result, call);
  }

  private static <T> Object follow(AsyncStreamResponse<T> source, OpenCall call) {
    AsyncStreamCall traced = AsyncStreamCall.of(call, source::onCompleteFuture);
    return ForwardingProxy.of(
        AsyncStreamResponse.class, source, new OpenAiJavaAsyncStream<>(source, traced));
  }
}
