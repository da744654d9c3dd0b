package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.service.tool.AiServiceTool;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolProviderResult;
import dev.raglan.internal.context.ContextOwner;
import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.ForwardingProxy;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A tool of an AI service, or a provider of its tools, that runs in a given context where its
 * thread has none of Raglan's. A proxy, so that it serves the methods of every version.
 */
final class LangChain4jTool implements InvocationHandler {

  private final Context context;
  private final Object source;
  private final UnaryOperator<@Nullable Object> results;

  private LangChain4jTool(Context context, Object source, UnaryOperator<@Nullable Object> results) {
    this.context = context;
    this.source = source;
    this.results = results;
  }

  static ToolExecutor in(Context context, ToolExecutor source) {
    return proxy(ToolExecutor.class, new LangChain4jTool(context, source, result -> result));
  }

  /** Returns a provider whose tools run in the context, too. */
  static ToolProvider in(Context context, ToolProvider source) {
    return proxy(
        ToolProvider.class,
        new LangChain4jTool(
            context,
            source,
            result ->
                result instanceof ToolProviderResult tools
                    ? Safe.orElse(() -> in(context, tools), tools)
                    : result));
  }

  private static ToolProviderResult in(Context context, ToolProviderResult provided) {
    List<AiServiceTool> tools =
        provided.aiServiceTools().stream()
            .map(tool -> tool.toBuilder().toolExecutor(in(context, tool.toolExecutor())).build())
            .toList();
    return ToolProviderResult.builder().addAll(tools).build();
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
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
      return results.apply(ForwardingProxy.forward(source, method, arguments));
    } finally {
      ContextScope.leave(scope);
    }
  }
}
