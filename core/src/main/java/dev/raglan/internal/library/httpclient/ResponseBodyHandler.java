package dev.raglan.internal.library.httpclient;

import dev.raglan.internal.result.CarrierHandler;
import dev.raglan.internal.result.ForwardingProxy;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stream or publisher that is the body of a response, of the kinds that the JDK's body
 * handlers make.
 */
public final class ResponseBodyHandler implements CarrierHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return HttpResponse.class.isAssignableFrom(resultType);
  }

  @Override
  public boolean followsBrought() {
    return true;
  }

  /** A body handler of the application's own may promise more than a stream or a publisher. */
  @Override
  public boolean mayBeReplaced(Object carrier, @Nullable Method method) {
    Object body = ((HttpResponse<?>) carrier).body();
    return body != null
        && isOfJdk(body)
        && (method == null || method.getReturnType().isAssignableFrom(HttpResponse.class));
  }

  private static boolean isOfJdk(Object body) {
    Module module = body.getClass().getModule();
    return module == Object.class.getModule() || module == HttpResponse.class.getModule();
  }

  /** Nothing more is known of what a future brings, but that the JDK has made it. */
  @Override
  public @Nullable Class<?> heldAs(Object carrier, Object held, @Nullable Method method) {
    Class<?> declared = CarrierHandler.super.heldAs(carrier, held, method);
    return declared != null || !isOfJdk(held)
        ? declared
        : held instanceof Stream ? Stream.class : Flow.Publisher.class;
  }

  @Override
  public Object with(Object carrier, Object held) {
    return Proxy.newProxyInstance(
        HttpResponse.class.getClassLoader(),
        new Class<?>[] {HttpResponse.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("body")) {
            return held;
          }
          if (method.getName().equals("equals")) {
            return proxy == arguments[0];
          }
          return ForwardingProxy.forward(carrier, method, arguments);
        });
  }
}
