package dev.raglan.spring.internal.web;

import dev.raglan.internal.safe.Safe;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registrar of customizers of RestTemplate, RestClient and WebClient: one of each interface that is
 * on the class path, as they have moved with Spring Boot 4.
 */
public final class ClientCustomizers implements ImportBeanDefinitionRegistrar {

  private static final List<String> INTERFACES =
      List.of(
          // Spring Boot 4
          "org.springframework.boot.restclient.RestTemplateCustomizer",
          "org.springframework.boot.restclient.RestClientCustomizer",
          "org.springframework.boot.webclient.WebClientCustomizer",
          // Spring Boot 3.5
          "org.springframework.boot.web.client.RestTemplateCustomizer",
          "org.springframework.boot.web.client.RestClientCustomizer",
          "org.springframework.boot.web.reactive.function.client.WebClientCustomizer");

  private final Environment environment;
  private final ClassLoader loader;

  /** Creates a registrar with what Spring hands to one. */
  public ClientCustomizers(Environment environment, ClassLoader loader) {
    this.environment = environment;
    this.loader = loader;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    if (!environment.getProperty("raglan.web.propagate", Boolean.class, true)) {
      return;
    }
    interfaces(loader)
        .forEach(
            type ->
                registry.registerBeanDefinition("raglan" + type.getSimpleName(), definition(type)));
  }

  private static Stream<Class<?>> interfaces(@Nullable ClassLoader loader) {
    return INTERFACES.stream()
        .<@Nullable Class<?>>map(name -> Safe.orNull(() -> customizer(name, loader)))
        .filter(Objects::nonNull);
  }

  /** Returns the interface; null, or fails, where the client that it customizes is not there. */
  private static @Nullable Class<?> customizer(String name, @Nullable ClassLoader loader)
      throws ClassNotFoundException {
    Class<?> type = ClassUtils.forName(name, loader);
    // To look at its methods loads the client's class.
    return type.getMethods().length == 0 ? null : type;
  }

  /** Of a factory, which an application that is processed ahead of time can write down. */
  private static BeanDefinition definition(Class<?> type) {
    RootBeanDefinition definition = new RootBeanDefinition();
    definition.setTargetType(ResolvableType.forClassWithGenerics(ClientCustomizer.class, type));
    definition.setBeanClass(ClientCustomizer.class);
    definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
    definition.getConstructorArgumentValues().addIndexedArgumentValue(0, type);
    return definition;
  }

  /** Hints for a native image, which has no proxies but those that it was told of. */
  public static final class Hints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
      interfaces(loader).forEach(type -> hints.proxies().registerJdkProxy(type));
    }
  }
}
