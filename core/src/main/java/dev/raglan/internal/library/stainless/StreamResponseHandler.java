package dev.raglan.internal.library.stainless;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Follows the streamed responses of clients that Stainless generates, such as openai-java and
 * anthropic-java: interfaces of the same names, with the same methods, in packages of their own.
 */
public final class StreamResponseHandler implements ResultHandler {

  private static final String STREAM = ".core.http.StreamResponse";
  private static final String ASYNC_STREAM = ".core.http.AsyncStreamResponse";

  @Override
  public boolean handles(Class<?> resultType) {
    return responseType(resultType) != null;
  }

  @Override
  public boolean fits(Class<?> declaredType) {
    return isResponseType(declaredType);
  }

  private static boolean isResponseType(Class<?> type) {
    String name = type.getName();
    return type.isInterface() && (name.endsWith(STREAM) || name.endsWith(ASYNC_STREAM));
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
    InvocationHandler traced =
        type.getName().endsWith(ASYNC_STREAM)
            ? new TracedAsyncResponse(result, call)
            : new TracedResponse(result, call);
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, traced);
  }
}
