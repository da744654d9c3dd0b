package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.tool.ToolService;
import dev.langchain4j.spi.services.AiServiceContextFactory;
import dev.raglan.internal.safe.Safe;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The factory that LangChain4j finds by its service loader and asks for the parts of each AI
 * service: it gives the tools the context of the method that they are called for. A factory of
 * somebody else's makes the rest.
 */
public final class LangChain4jServices implements AiServiceContextFactory {

  @Override
  public AiServiceContext create(Class<?> service) {
    AiServiceContext others = Safe.orNull(() -> createdByOthers(service));
    AiServiceContext context = others == null ? new AiServiceContext(service) {} : others;
    Safe.run("joining the tools of LangChain4j", () -> joinTools(context));
    return context;
  }

  private static @Nullable AiServiceContext createdByOthers(Class<?> service) {
    return ServiceLoader.load(AiServiceContextFactory.class).stream()
        .filter(provider -> provider.type() != LangChain4jServices.class)
        .findFirst()
        .map(provider -> provider.get().create(service))
        .orElse(null);
  }

  private static void joinTools(AiServiceContext context) {
    ToolService tools = context.toolService;
    if (tools != null && tools.getClass() == ToolService.class) {
      context.toolService = new LangChain4jToolService();
    }
  }
}
