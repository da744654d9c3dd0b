package dev.raglan.internal.library.langchain4j;

import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.internal.safe.Safe;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The handler of a streamed answer, which ends a call. Told apart by the names of its methods, so
 * that it serves the handlers of every version.
 */
final class LangChain4jStreamedAnswer implements InvocationHandler {

  private static final PropertyPath TEXT = PropertyPath.parse("text");

  private final Object source;
  private final OpenCall call;
  private final Context outside;

  /**
   * @param source the application's handler
   * @param outside the context that the application's handler runs in
   */
  LangChain4jStreamedAnswer(Object source, OpenCall call, Context outside) {
    this.source = source;
    this.call = call;
    this.outside = outside;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    boolean hears = arguments != null && method.getDeclaringClass() != Object.class;
    if (arguments == null || !hears) {
      boolean compares = method.getName().equals("equals");
      return compares && arguments != null
          ? (Object) (proxy == arguments[0])
          : ForwardingProxy.forward(source, method, arguments);
    }
    Safe.run("following a streamed answer", () -> hear(method.getName(), arguments));
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      return ForwardingProxy.forward(source, method, arguments);
    } finally {
      ContextScope.leave(scope);
    }
  }

  private void hear(String method, @Nullable Object[] arguments) {
    Object first = arguments[0];
    switch (method) {
      case "onPartialResponse", "onNext" ->
          call.element(first instanceof String ? first : TEXT.find(first));
      case "onCompleteResponse", "onComplete" -> call.completed(first);
      case "onError" -> fail(first);
      default -> {}
    }
    if (arguments.length > 1) {
      arguments[1] = LangChain4jStreamingHandle.followIn(arguments[1], call);
    }
  }

  private void fail(@Nullable Object error) {
    if (error instanceof Throwable thrown) {
      call.failed(thrown);
    } else {
      call.pending();
    }
  }
}
