package dev.raglan.spring.internal.advice;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.AnnotationReader;
import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.spring.internal.bean.Product;
import dev.raglan.spring.internal.bean.ProxyShape;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;

/**
 * Beans whose factory method is annotated: the calls of the interface that the method is declared
 * to return are traced as the annotation says. Thread-safe.
 *
 * @param beans the definitions of the beans
 * @param raglan the tracing; looked up at the first call
 * @param annotations reads the annotation of the factory method
 */
public record TracedProducts(
    ConfigurableListableBeanFactory beans,
    Supplier<@Nullable Raglan> raglan,
    AnnotationReader annotations) {

  private static final Logger LOG = LoggerFactory.getLogger(TracedProducts.class);

  /** Returns the bean, or a proxy of it that is traced. */
  Object traced(Object bean, Class<?> type, String beanName, TracingAdvisor advisor) {
    Method factory = factoryMethod(beanName);
    if (factory == null || !Product.isMadeBy(factory)) {
      return bean;
    }
    if (!factory.getReturnType().isInterface()) {
      LOG.warn(
          "Raglan: bean '{}': calls of it are not traced: {}.{}, whose annotation is meant for them,"
              + " is not declared to return an interface. Let it return one, or annotate the"
              + " methods of {}.",
          beanName,
          factory.getDeclaringClass().getName(),
          factory.getName(),
          type.getName());
      return bean;
    }
    TracingAdvisor ofProduct = advisor(factory, advisor);
    return bean instanceof Advised proxy && TracingPostProcessor.join(proxy, ofProduct)
        ? bean
        : proxy(bean, type, ofProduct);
  }

  private @Nullable Method factoryMethod(String beanName) {
    BeanDefinition definition =
        beans.containsBeanDefinition(beanName) ? beans.getMergedBeanDefinition(beanName) : null;
    return definition instanceof RootBeanDefinition root ? root.getResolvedFactoryMethod() : null;
  }

  private TracingAdvisor advisor(Method factory, TracingAdvisor advisor) {
    ProductAnnotations product = new ProductAnnotations(factory, annotations);
    TracerLookup tracer =
        new TracerLookup(
            () -> {
              Raglan found = raglan.get();
              return found == null ? null : InvocationTracer.of(found, product);
            });
    return advisor.of(
        tracer,
        (method, target) ->
            product.isMeantFor(method, target) && !advisor.beans().isTraced(method, target));
  }

  /** Returns a proxy of a subclass where that leaves the bean as it is, else of its interfaces. */
  static Object proxy(Object bean, Class<?> type, TracingAdvisor advisor) {
    ProxyFactory proxy = new ProxyFactory();
    proxy.setTarget(bean);
    if (ProxyShape.isHarmless(type)) {
      proxy.setProxyTargetClass(true);
    } else {
      proxy.setInterfaces(ClassUtils.getAllInterfacesForClass(type));
    }
    proxy.addAdvisor(advisor);
    return proxy.getProxy(type.getClassLoader());
  }
}
