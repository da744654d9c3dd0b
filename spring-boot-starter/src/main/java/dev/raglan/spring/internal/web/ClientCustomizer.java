package dev.raglan.spring.internal.web;

import dev.raglan.Raglan;
import dev.raglan.internal.framework.OutgoingRequests;
import dev.raglan.spring.internal.config.TracingBeside;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Factory of a customizer of RestTemplate, RestClient or WebClient: a proxy of Spring Boot's
 * interface, which is another one in Spring Boot 3.
 *
 * @param <T> the interface
 */
public final class ClientCustomizer<T> implements FactoryBean<T>, InvocationHandler {

  private final Class<T> type;
  private final ConfigurableListableBeanFactory beans;

  /**
   * Creates a factory.
   *
   * @param beans where the application's tracing is looked up when a client is customized
   */
  public ClientCustomizer(Class<T> type, ConfigurableListableBeanFactory beans) {
    this.type = type;
    this.beans = beans;
  }

  @Override
  public Class<?> getObjectType() {
    return type;
  }

  @Override
  public T getObject() {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }

  /** Does nothing where another tracing sends its own. */
  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "Raglan's " + type.getSimpleName();
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
