package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langchain4j.service.tool.ToolProvider;
import dev.langchain4j.service.tool.ToolService;
import dev.langchain4j.service.tool.ToolServiceContext;
import dev.raglan.internal.context.ContextOwner;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tools of an AI service, which run in the context that one of its methods was called in: the
 * library runs them on threads of its HTTP client or of an executor. Versions before 1.13 do not
 * call this method.
 */
final class LangChain4jToolService extends ToolService {

  /** True if providers may be asked again in each round; the first of the versions do not. */
  private static final boolean HAS_DYNAMIC_PROVIDERS = hasDynamicProviders();

  @Override
  public ToolServiceContext createContext(
      InvocationContext invocation, UserMessage message, List<ChatMessage> messages) {
    ToolServiceContext tools = super.createContext(invocation, message, messages);
    return Safe.orElse(() -> inContext(tools, Context.current()), tools);
  }

  private static ToolServiceContext inContext(ToolServiceContext tools, Context context) {
    List<ToolProvider> asked = HAS_DYNAMIC_PROVIDERS ? tools.dynamicToolProviders() : List.of();
    if (ContextOwner.of(context) == null || tools.toolExecutors().isEmpty() && asked.isEmpty()) {
      return tools;
    }
    Map<String, ToolExecutor> inside = new HashMap<>(tools.toolExecutors());
    inside.replaceAll((name, executor) -> LangChain4jTool.in(context, executor));
    ToolServiceContext.Builder builder = tools.toBuilder().toolExecutors(inside);
    return asked.isEmpty()
        ? builder.build()
        : builder
            .dynamicToolProviders(
                asked.stream().map(provider -> LangChain4jTool.in(context, provider)).toList())
            .build();
  }

  private static boolean hasDynamicProviders() {
    return Arrays.stream(ToolServiceContext.class.getMethods())
        .anyMatch(method -> method.getName().equals("dynamicToolProviders"));
  }
}
