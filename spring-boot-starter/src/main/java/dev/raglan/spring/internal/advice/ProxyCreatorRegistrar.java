package dev.raglan.spring.internal.advice;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registrar of a proxy creator where the application has none, as with {@code
 * spring.aop.auto=false}: an advisor would be ignored silently. One that is there already stays.
 */
public final class ProxyCreatorRegistrar implements ImportBeanDefinitionRegistrar {

  private static final String BY_CLASS = "proxyTargetClass";

  private final Environment environment;

  ProxyCreatorRegistrar(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    boolean missing = !registry.containsBeanDefinition(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME);
    AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
    // As Spring Boot has it: beans can still be injected by their class.
    if (missing && environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true)) {
      AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
    }
  }

  /** Returns true if the proxy creator is told to make subclasses where it can. */
  public static boolean isByClass(ConfigurableListableBeanFactory beans) {
    return isByClass(beans, AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
        || isByClass(beans, "org.springframework.aop.framework.autoproxy.defaultProxyConfig");
  }

  private static boolean isByClass(ConfigurableListableBeanFactory beans, String name) {
    if (!beans.containsBeanDefinition(name)) {
      return false;
    }
    BeanDefinition definition = beans.getBeanDefinition(name);
    return Boolean.parseBoolean(String.valueOf(definition.getPropertyValues().get(BY_CLASS)));
  }
}
