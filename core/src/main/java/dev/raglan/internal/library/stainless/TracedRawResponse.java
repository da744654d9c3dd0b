package dev.raglan.internal.library.stainless;

import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * An {@code HttpResponseFor} whose call ends with what the application parses of it. A response
 * whose body the application reads itself, or that it closes unread, ends the call without a
 * result: nothing is read on its behalf.
 */
final class TracedRawResponse implements InvocationHandler {

  private final Object source;
  private final OpenCall call;
  private final BiFunction<Object, OpenCall, Object> follow;
  private @Nullable Object given;
  private @Nullable Object followed;

  /**
   * Wraps a response.
   *
   * @param follow ends the call now or, if a stream was parsed, has it ended later, and returns
   *     what the application gets
   */
  TracedRawResponse(Object source, OpenCall call, BiFunction<Object, OpenCall, Object> follow) {
    this.source = source;
    this.call = call;
    this.follow = follow;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    return switch (method.getName()) {
      case "equals" -> arguments != null && proxy == arguments[0];
      case "parse" -> parse(method);
      case "body", "close" -> end(method);
      default -> ForwardingProxy.forward(source, method, arguments);
    };
  }

  /** Parses as the response does, which gives the same value each time. */
  private synchronized @Nullable Object parse(Method method) throws Throwable {
    Object value;
    try {
      value = ForwardingProxy.forward(source, method, null);
    } catch (Throwable thrown) {
      call.failed(thrown);
      throw thrown;
    }
    if (value != null && value != given) {
      given = value;
      followed = Safe.get(() -> follow.apply(value, call), () -> value);
    }
    return value == null ? null : followed;
  }

  /** A parsed stream is closed with its response. */
  private @Nullable Object end(Method method) throws Throwable {
    try {
      return ForwardingProxy.forward(source, method, null);
    } finally {
      call.completed();
    }
  }
}
