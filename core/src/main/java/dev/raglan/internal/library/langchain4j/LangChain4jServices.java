package dev.raglan.internal.library.langchain4j;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.tool.ToolService;
import dev.langchain4j.spi.services.AiServiceContextFactory;
import dev.raglan.internal.safe.Safe;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/**
 * The factory that LangChain4j finds by its service loader and asks for the parts of each AI
 * service: it gives the tools the context of the method that they are called for. A factory of
 * somebody else's makes the rest.
 */
public final class LangChain4jServices implements AiServiceContextFactory {

  /** The second of the two class loaders in which the library looks for factories. */
  private static final ClassLoader LIBRARY = AiServiceContextFactory.class.getClassLoader();

  /** Makes the parts. A failure of another factory comes through, as without Raglan. */
  @Override
  public AiServiceContext create(Class<?> service) {
    AiServiceContext context =
        other(ServiceLoader.load(AiServiceContextFactory.class))
            .or(() -> other(ServiceLoader.load(AiServiceContextFactory.class, LIBRARY)))
            .map(factory -> factory.create(service))
            .orElseGet(() -> new AiServiceContext(service) {});
    Safe.run("joining the tools of LangChain4j", () -> joinTools(context));
    return context;
  }

  private static Optional<AiServiceContextFactory> other(
      ServiceLoader<AiServiceContextFactory> factories) {
    return factories.stream()
        .filter(provider -> provider.type() != LangChain4jServices.class)
        .findFirst()
        .map(Provider::get);
  }

  private static void joinTools(AiServiceContext context) {
    ToolService tools = context.toolService;
    if (tools != null && tools.getClass() == ToolService.class) {
      context.toolService = new LangChain4jToolService();
    }
  }
}
