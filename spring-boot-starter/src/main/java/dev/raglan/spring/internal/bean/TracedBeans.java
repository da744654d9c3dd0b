package dev.raglan.spring.internal.bean;

import dev.raglan.internal.invoke.TracedMethods;
import dev.raglan.internal.safe.Safe;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.framework.autoproxy.ProxyCreationContext;
import org.springframework.util.ClassUtils;

/**
 * Filter of the beans that get a tracing proxy: those whose proxy can be made and sees a traced
 * method. Looks at each class once, and logs then what a proxy of it does not see. Thread-safe.
 */
public final class TracedBeans implements ClassFilter {

  private static final Logger LOG = LoggerFactory.getLogger(TracedBeans.class);

  private final AnnotatedTypes annotated = new AnnotatedTypes();
  private final Map<Class<?>, TracedBean> beans = new ConcurrentHashMap<>();
  private final BooleanSupplier byClass;

  /**
   * Creates a filter.
   *
   * @param byClass whether Spring is told to make subclasses where it can; asked at the first match
   */
  public TracedBeans(BooleanSupplier byClass) {
    this.byClass = byClass;
  }

  @Override
  public boolean matches(Class<?> beanClass) {
    Class<?> type = ClassUtils.getUserClass(beanClass);
    return !annotated.of(type).isNowhere()
        && beans.computeIfAbsent(type, this::inspect).isProxied();
  }

  /** Returns true if calls of the method are traced when it runs on a bean of the class. */
  public boolean isTraced(Method method, Class<?> beanClass) {
    Class<?> type = ClassUtils.getUserClass(beanClass);
    // A method that is none of the class's has been introduced to its proxy.
    return (annotated.of(type).mayTrace(method)
            || !method.getDeclaringClass().isAssignableFrom(type))
        && TracedMethods.isTraced(method, type);
  }

  private TracedBean inspect(Class<?> type) {
    TracedBean bean =
        Safe.orElse(
            () -> TracedBean.of(ProxyShape.of(type, byClass.getAsBoolean()), annotated),
            TracedBean.UNTRACED);
    bean.complaints().forEach(complaint -> LOG.warn("Raglan: {}{}", currentBean(), complaint));
    return bean;
  }

  private static String currentBean() {
    String name = ProxyCreationContext.getCurrentProxiedBeanName();
    return name == null ? "" : "bean '" + name + "': ";
  }
}
