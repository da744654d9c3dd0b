package dev.raglan.invoke;

import com.anthropic.core.http.AsyncStreamResponse;

/**
 * An asynchronous response of anthropic-java is followed by way of the handler that subscribes to
 * it.
 */
final class AnthropicJavaAsyncStreamResult implements ResultHandler {

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
    return StandIn.of(
        AsyncStreamResponse.class, source, new AnthropicJavaAsyncStream<>(source, traced));
  }
}
