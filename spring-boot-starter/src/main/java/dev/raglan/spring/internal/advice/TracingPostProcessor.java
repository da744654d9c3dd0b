package dev.raglan.spring.internal.advice;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spring.internal.bean.ProxyShape;
import dev.raglan.spring.internal.bean.TracedBean;
import dev.raglan.spring.internal.bean.TracedBeans;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.ClassUtils;

/**
 * Post-processor of the beans that Spring's proxy creator does not serve: tools, beans whose class
 * a proxy of interfaces would hide, products of annotated factory methods, and beans that a proxy
 * of Raglan's would harm but that have one anyway. Thread-safe.
 */
public final class TracingPostProcessor
    implements SmartInstantiationAwareBeanPostProcessor, Ordered {

  private final TracingAdvisor advisor;
  private final TracedBeans beans;
  private final TracedProducts products;
  private final Set<String> early = ConcurrentHashMap.newKeySet();

  /** Creates a post-processor. */
  public TracingPostProcessor(TracingAdvisor advisor, TracedProducts products) {
    this.advisor = advisor;
    this.beans = advisor.beans();
    this.products = products;
  }

  /** Right after the proxy creator, inside of what others put around beans. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 1;
  }

  @Override
  public Object getEarlyBeanReference(Object bean, String beanName) {
    early.add(beanName);
    return traced(bean, beanName);
  }

  /** A bean of which others have a traced reference already stays what it is. */
  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return early.remove(beanName) ? bean : traced(bean, beanName);
  }

  private Object traced(Object bean, String beanName) {
    return bean instanceof AopInfrastructureBean || bean instanceof Advisor
        ? bean
        : Safe.orElse(() -> decide(bean, beanName), bean);
  }

  private Object decide(Object bean, String beanName) {
    Class<?> type = ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
    TracedBean decision = beans.of(type);
    Object traced =
        switch (decision.way()) {
          case NONE, PROXY -> bean;
          case SUBCLASS -> join(bean) ? bean : lookalike(bean, type);
          case CLASS_PROXY -> {
            if (!join(bean)) {
              yield TracedProducts.proxy(bean, type, ofAnyBean());
            }
            beans.complainOfInterfaces(type, beanName);
            yield bean;
          }
          case OTHERS_PROXY -> {
            if (!join(bean)) {
              beans.complain(type, decision, beanName);
            }
            yield bean;
          }
        };
    traced = products.traced(traced, type, beanName, advisor);
    if (traced instanceof Advised proxy) {
      SpringRetry.traceAttempts(proxy);
    }
    return traced;
  }

  /** Where there is a proxy anyway, the advisor changes nothing of what the bean does. */
  private boolean join(Object bean) {
    return bean instanceof Advised proxy && join(proxy, ofAnyBean());
  }

  private TracingAdvisor ofAnyBean() {
    return advisor.where((method, type) -> true);
  }

  /** Adds the advisor where its order puts it; returns false if the proxy takes none. */
  static boolean join(Advised proxy, TracingAdvisor advisor) {
    if (proxy.isFrozen() || !proxy.getTargetSource().isStatic()) {
      return false;
    }
    Advisor[] present = proxy.getAdvisors();
    int position = 0;
    while (position < present.length
        && AnnotationAwareOrderComparator.INSTANCE.compare(present[position], advisor) <= 0) {
      position++;
    }
    proxy.addAdvisor(position, advisor);
    return true;
  }

  /** Where the class file cannot be read, only a tool must not have another kind of proxy. */
  private Object lookalike(Object bean, Class<?> type) {
    try {
      return LookalikeProxy.of(bean, type, ofAnyBean());
    } catch (IllegalStateException impossible) {
      if (ProxyShape.hasTools(type)) {
        throw impossible;
      }
      return TracedProducts.proxy(bean, type, ofAnyBean());
    }
  }
}
