package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.service.tool.ToolExecutor;
import dev.raglan.internal.context.ContextOwner;
import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.ForwardingProxy;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A tool of an AI service that runs in a given context where its thread has none of Raglan's. A
 * proxy, so that it serves the methods of every version.
 */
final class LangChain4jTool implements InvocationHandler {

  private final Context context;
  private final ToolExecutor source;

  private LangChain4jTool(Context context, ToolExecutor source) {
    this.context = context;
    this.source = source;
  }

  static ToolExecutor in(Context context, ToolExecutor source) {
    return (ToolExecutor)
        Proxy.newProxyInstance(
            ToolExecutor.class.getClassLoader(),
            new Class<?>[] {ToolExecutor.class},
            new LangChain4jTool(context, source));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      boolean compares = method.getName().equals("equals");
      return compares && arguments != null
          ? (Object) (proxy == arguments[0])
          : ForwardingProxy.forward(source, method, arguments);
    }
    boolean isInside = ContextOwner.of(Context.current()) != null;
    Scope scope = isInside ? Scope.noop() : ContextScope.enter(context);
    try {
      return ForwardingProxy.forward(source, method, arguments);
    } finally {
      ContextScope.leave(scope);
    }
  }
}
