package dev.raglan.invoke;

import com.anthropic.core.http.StreamResponse;

/** A response of anthropic-java is followed as its stream is drawn from, and until it is closed. */
final class AnthropicJavaStreamResult implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return StreamResponse.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == StreamResponse.class;
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    return follow((StreamResponse<?>) result, call);
  }

  private static <T> Object follow(StreamResponse<T> source, OpenCall call) {
    return StandIn.of(StreamResponse.class, source, new AnthropicJavaStream<>(source, call));
  }
}
