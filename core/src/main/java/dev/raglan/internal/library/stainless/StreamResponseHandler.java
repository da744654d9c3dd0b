package dev.raglan.internal.library.stainless;

import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.spi.OpenCall;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the streamed and the raw responses of clients that Stainless generates, such as
 * openai-java and anthropic-java: interfaces of the same names, with the same methods, in packages
 * of their own.
 */
public final class StreamResponseHandler implements ResultHandlers.OfResponses {

  private static final String STREAM = ".core.http.StreamResponse";
  private static final String ASYNC_STREAM = ".core.http.AsyncStreamResponse";
  private static final String RAW = ".core.http.HttpResponseFor";

  @Override
  public boolean handles(Class<?> resultType) {
    return responseType(resultType) != null;
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return isResponseType(declaredType);
  }

  private static boolean isResponseType(Class<?> type) {
    return type.isInterface()
        && Stream.of(STREAM, ASYNC_STREAM, RAW).anyMatch(type.getName()::endsWith);
  }

  private static @Nullable Class<?> responseType(@Nullable Class<?> type) {
    if (type == null || isResponseType(type)) {
      return type;
    }
    for (Class<?> each : type.getInterfaces()) {
      Class<?> found = responseType(each);
      if (found != null) {
        return found;
      }
    }
    return responseType(type.getSuperclass());
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    Class<?> type = responseType(result.getClass());
    if (type == null) {
      throw new IllegalArgumentException(result.getClass() + " is not a streamed response");
    }
    return Proxy.newProxyInstance(
        type.getClassLoader(), new Class<?>[] {type}, traced(result, type.getName(), call));
  }

  private InvocationHandler traced(Object response, String type, OpenCall call) {
    if (type.endsWith(RAW)) {
      return new TracedRawResponse(response, call, this::parsed);
    }
    return type.endsWith(ASYNC_STREAM)
        ? new TracedAsyncResponse(response, call)
        : new TracedResponse(response, call);
  }

  private Object parsed(Object value, OpenCall call) {
    if (handles(value.getClass())) {
      return handle(value, call);
    }
    call.completed(value);
    return value;
  }
}
