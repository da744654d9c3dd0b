package dev.raglan.internal.library.stainless;

import com.anthropic.core.http.StreamResponse;
import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;

/** A response of anthropic-java is followed as its stream is drawn from, and until it is closed. */
public final class AnthropicJavaStreamResult implements ResultHandler {

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
    return ForwardingProxy.of(
        StreamResponse.class, source, new AnthropicJavaStream<>(source, call));
  }
}
