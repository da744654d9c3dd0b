package dev.raglan.internal.library.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.tool.ToolService;
import dev.langchain4j.spi.services.AiServiceContextFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of an AI service, beside somebody else's factory of them. */
class LangChain4jServicesTest {

  @TempDir Path folder;

  /** Tools of another factory's. */
  private static final class OtherTools extends ToolService {}

  /** Parts of another factory's. */
  private static final class OtherContext extends AiServiceContext {
    private OtherContext(Class<?> service) {
      super(service);
    }
  }

  /** A factory that makes the parts with the library's own tools. */
  public static final class Others implements AiServiceContextFactory {
    @Override
    public AiServiceContext create(Class<?> service) {
      return new OtherContext(service);
    }
  }

  /** A factory that makes the parts with tools of its own. */
  public static final class OthersWithTools implements AiServiceContextFactory {
    @Override
    public AiServiceContext create(Class<?> service) {
      OtherContext context = new OtherContext(service);
      context.toolService = new OtherTools();
      return context;
    }
  }

  /** A factory that fails. */
  public static final class Broken implements AiServiceContextFactory {
    @Override
    public AiServiceContext create(Class<?> service) {
      throw new IllegalStateException("broken");
    }
  }

  /** Makes the parts of a service where the application has that factory as well. */
  private AiServiceContext createdBeside(Class<? extends AiServiceContextFactory> other)
      throws IOException {
    Path services = folder.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve(AiServiceContextFactory.class.getName()), other.getName() + "\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return new LangChain4jServices().create(Runnable.class);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void areFoundByTheLibrary() {
    AiServiceContext context = AiServiceContext.create(Runnable.class);

    assertThat(context.aiServiceClass).isEqualTo(Runnable.class);
    assertThat(context.toolService).isInstanceOf(LangChain4jToolService.class);
  }

  @Test
  void areThoseOfTheOtherFactory() throws IOException {
    AiServiceContext context = createdBeside(Others.class);

    assertThat(context).isInstanceOf(OtherContext.class);
    assertThat(context.toolService).isInstanceOf(LangChain4jToolService.class);
  }

  @Test
  void keepTheToolsOfTheOtherFactory() throws IOException {
    assertThat(createdBeside(OthersWithTools.class).toolService).isInstanceOf(OtherTools.class);
  }

  @Test
  void failWhereTheOtherFactoryFails() {
    assertThatThrownBy(() -> createdBeside(Broken.class)).hasMessage("broken");
  }
}
