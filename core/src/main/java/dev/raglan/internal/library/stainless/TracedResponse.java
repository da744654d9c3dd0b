package dev.raglan.internal.library.stainless;

import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.internal.result.JdkStreamHandler;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A {@code StreamResponse} that is followed as its stream is drawn from, and until it is closed.
 */
final class TracedResponse implements InvocationHandler {

  private final Object source;
  private final OpenCall call;
  private @Nullable Stream<?> given;
  private @Nullable Stream<?> followed;

  TracedResponse(Object source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "stream" -> stream(method);
      case "close" -> close(method);
      default -> ForwardingProxy.forward(source, method, arguments);
    };
  }

  /** Follows the response's stream; the same for as long as the response gives the same. */
  private synchronized @Nullable Stream<?> stream(Method method) throws Throwable {
    Stream<?> now = get(method);
    if (now != null && now != given) {
      given = now;
      followed = Safe.<Stream<?>>get(() -> JdkStreamHandler.follow(now, call), () -> now);
    }
    return now == null ? null : followed;
  }

  /** A response that gives its stream only once may throw the second time: that ends nothing. */
  private @Nullable Stream<?> get(Method method) throws Throwable {
    try {
      return (Stream<?>) ForwardingProxy.forward(source, method, null);
    } catch (Throwable thrown) {
      if (given == null) {
        call.failed(thrown);
      }
      throw thrown;
    }
  }

  private @Nullable Object close(Method method) throws Throwable {
    try {
      return ForwardingProxy.forward(source, method, null);
    } finally {
      call.completed();
    }
  }
}
