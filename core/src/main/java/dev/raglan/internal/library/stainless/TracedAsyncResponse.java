package dev.raglan.internal.library.stainless;

import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.internal.result.TracedFuture;
import dev.raglan.internal.safe.CompletionFailure;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * An {@code AsyncStreamResponse} that is followed by way of the handler that subscribes to it, and
 * of the future of its end, which is told of where there is no handler.
 */
final class TracedAsyncResponse implements InvocationHandler {

  private final Object source;
  private final Following following;
  private final @Nullable CompletableFuture<?> end;

  TracedAsyncResponse(Object source, OpenCall call) {
    this.source = source;
    this.following = new Following(call, new AtomicBoolean());
    this.end = Safe.orNull(() -> watched(source, following));
  }

  /** The future must not lead to the response: libraries close one that is not reachable. */
  private static CompletableFuture<?> watched(Object source, Following following)
      throws ReflectiveOperationException {
    Method future = source.getClass().getMethod("onCompleteFuture");
    future.setAccessible(true);
    CompletableFuture<?> given = (CompletableFuture<?>) future.invoke(source);
    return given.getClass() == CompletableFuture.class
        ? TracedFuture.follow(given, (nothing, error) -> following.ended(error))
        : given.whenComplete((nothing, error) -> following.ended(error));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    switch (method.getName()) {
      case "equals":
        return arguments != null && proxy == arguments[0];
      case "subscribe":
        following.subscribe(source, method, arguments);
        return proxy;
      case "close":
        following.call().canceled();
        break;
      case "onCompleteFuture":
        if (end != null) {
          return end;
        }
        break;
      default:
    }
    Object result = ForwardingProxy.forward(source, method, arguments);
    return result == source ? proxy : result;
  }

  /** The call that follows a response, without a reference to the response itself. */
  private record Following(OpenCall call, AtomicBoolean subscribed) {

    void ended(@Nullable Throwable error) {
      if (error != null) {
        call.failed(error);
      } else if (subscribed.get()) {
        call.completed();
      } else {
        call.canceled();
      }
    }

    /**
     * Subscribes in the call's context; a second subscription may be refused: that ends nothing.
     */
    void subscribe(Object source, Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      boolean first = subscribed.compareAndSet(false, true);
      Scope scope = ContextScope.enter(call);
      try {
        ForwardingProxy.forward(source, method, followed(method, arguments));
      } catch (Throwable thrown) {
        if (first) {
          call.failed(thrown);
        }
        throw thrown;
      } finally {
        ContextScope.leave(scope);
      }
    }

    /** Null, which a library refuses by itself, stays null. */
    private @Nullable Object @Nullable [] followed(
        Method method, @Nullable Object @Nullable [] arguments) {
      if (arguments == null) {
        return null;
      }
      @Nullable Object[] followed = arguments.clone();
      for (int i = 0; i < followed.length; i++) {
        Class<?> type = method.getParameterTypes()[i];
        Object given = followed[i];
        if (given instanceof Executor executor && type == Executor.class) {
          followed[i] = (Executor) work -> execute(work, executor);
        } else if (given != null && type.getSimpleName().equals("Handler")) {
          followed[i] =
              Proxy.newProxyInstance(
                  type.getClassLoader(),
                  new Class<?>[] {type},
                  (proxy, called, signal) -> handle(given, proxy, called, signal));
        }
      }
      return followed;
    }

    /** Not every library tells anyone of work that an executor does not take. */
    private void execute(Runnable work, Executor executor) {
      try {
        executor.execute(work);
      } catch (Throwable thrown) {
        call.failed(thrown);
        throw thrown;
      }
    }

    /** Tells the call of a signal, and passes it on to the application's handler. */
    private @Nullable Object handle(
        Object handler, Object proxy, Method method, @Nullable Object @Nullable [] arguments)
        throws Throwable {
      switch (method.getName()) {
        case "equals":
          return arguments != null && proxy == arguments[0];
        case "onNext":
          call.element(arguments == null ? null : arguments[0]);
          return next(handler, method, arguments);
        case "onComplete":
          Object error = arguments == null ? null : arguments[0];
          Throwable thrown =
              error instanceof Optional<?> optional && optional.orElse(null) instanceof Throwable t
                  ? CompletionFailure.causeOf(t)
                  : null;
          if (thrown == null) {
            call.completed();
          } else {
            call.failed(thrown);
          }
          break;
        default:
      }
      return ForwardingProxy.forward(handler, method, arguments);
    }

    /** A handler that throws ends the stream, but is not this call's failure. */
    private @Nullable Object next(
        Object handler, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
      try {
        return ForwardingProxy.forward(handler, method, arguments);
      } catch (Throwable thrown) {
        call.canceled();
        throw thrown;
      }
    }
  }
}
