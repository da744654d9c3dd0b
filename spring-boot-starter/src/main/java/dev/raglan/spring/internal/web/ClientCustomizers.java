package dev.raglan.spring.internal.web;

import dev.raglan.Raglan;
import dev.raglan.internal.framework.OutgoingRequests;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spring.internal.config.TracingBeside;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/**
 * Registrar of customizers of RestTemplate, RestClient and WebClient. Their interfaces have moved
 * with Spring Boot 4: the customizers are proxies of those that are on the class path.
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
  private final ConfigurableListableBeanFactory beans;
  private final ClassLoader loader;

  /** Creates a registrar with what Spring hands to one. */
  public ClientCustomizers(Environment environment, BeanFactory beans, ClassLoader loader) {
    this.environment = environment;
    this.beans = (ConfigurableListableBeanFactory) beans;
    this.loader = loader;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    if (!environment.getProperty("raglan.web.propagate", Boolean.class, true)) {
      return;
    }
    for (String name : INTERFACES) {
      Class<?> type = Safe.orNull(() -> customizer(name));
      if (type != null) {
        registry.registerBeanDefinition("raglan" + type.getSimpleName(), definition(type));
      }
    }
  }

  /** Returns the interface; null, or fails, where the client that it customizes is not there. */
  private @Nullable Class<?> customizer(String name) throws ClassNotFoundException {
    Class<?> type = ClassUtils.forName(name, loader);
    // To look at its methods loads the client's class.
    return type.getMethods().length == 0 ? null : type;
  }

  @SuppressWarnings("unchecked") // A proxy is of the interfaces that it is made for.
  private <T> BeanDefinition definition(Class<T> type) {
    return new RootBeanDefinition(
        type,
        () ->
            (T)
                Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, this::customize));
  }

  /** Does nothing where another tracing sends its own. */
  private @Nullable Object customize(Object proxy, Method method, Object[] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "Raglan's " + proxy.getClass().getInterfaces()[0].getSimpleName();
      };
    }
    if (method.isDefault()) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    if (!new TracingBeside(beans).isAny()) {
      Raglan raglan = beans.getBeanProvider(Raglan.class).getIfAvailable();
      if (raglan != null) {
        new ClientPropagation(new OutgoingRequests(raglan)).customize(arguments[0]);
      }
    }
    return null;
  }
}
