package dev.raglan.spring.internal.bean;

import dev.raglan.internal.invoke.TracedMethods;
import dev.raglan.internal.safe.Safe;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.framework.autoproxy.ProxyCreationContext;
import org.springframework.util.ClassUtils;

/**
 * Filter of the beans that get a tracing proxy: those whose proxy can be made, sees a traced method
 * and leaves the bean as it is. Looks at each class once, and logs then what is not traced.
 * Thread-safe.
 */
public final class TracedBeans implements ClassFilter {

  private static final Logger LOG = LoggerFactory.getLogger(TracedBeans.class);

  private final AnnotatedTypes annotated = new AnnotatedTypes();
  private final Map<Class<?>, TracedBean> beans = new ConcurrentHashMap<>();
  private final Set<Class<?>> complained = ConcurrentHashMap.newKeySet();
  private final BooleanSupplier byClass;
  private final Predicate<Class<?>> injected;

  /**
   * Creates a filter.
   *
   * @param byClass whether Spring is told to make subclasses where it can; asked at the first match
   * @param injected true for classes by which beans are injected; asked where it matters
   */
  public TracedBeans(BooleanSupplier byClass, Predicate<Class<?>> injected) {
    this.byClass = byClass;
    this.injected = injected;
  }

  @Override
  public boolean matches(Class<?> beanClass) {
    return of(beanClass).way() == TracedBean.Way.PROXY;
  }

  /** Returns the decision about the beans of the class. */
  public TracedBean of(Class<?> beanClass) {
    Class<?> type = ClassUtils.getUserClass(beanClass);
    return annotated.of(type).isNowhere()
        ? TracedBean.UNTRACED
        : beans.computeIfAbsent(type, this::inspect);
  }

  /** Returns true if calls of the method are traced when it runs on a bean of the class. */
  public boolean isTraced(Method method, Class<?> beanClass) {
    Class<?> type = ClassUtils.getUserClass(beanClass);
    // A method that is none of the class's has been introduced to its proxy.
    return (annotated.of(type).mayTrace(method)
            || !method.getDeclaringClass().isAssignableFrom(type))
        && TracedMethods.isTraced(method, type)
        && !Product.isMadeBy(method);
  }

  private TracedBean inspect(Class<?> type) {
    TracedBean bean =
        Safe.orElse(
            () -> TracedBean.of(ProxyShape.of(type, byClass.getAsBoolean()), annotated, injected),
            TracedBean.UNTRACED);
    if (bean.way() != TracedBean.Way.OTHERS_PROXY) {
      complain(type, bean, ProxyCreationContext.getCurrentProxiedBeanName());
    }
    return bean;
  }

  /** Logs, once a class, what a proxy of the bean's interfaces does not see. */
  public void complainOfInterfaces(Class<?> beanClass, @Nullable String beanName) {
    Class<?> type = ClassUtils.getUserClass(beanClass);
    TracedBean seen = TracedBean.of(ProxyShape.springs(type, false), annotated, injected);
    if (seen.way() == TracedBean.Way.PROXY) {
      complain(type, seen, beanName);
    }
  }

  /** Logs, once a class, what is not traced of it. */
  public void complain(Class<?> beanClass, TracedBean bean, @Nullable String beanName) {
    if (!bean.complaints().isEmpty() && complained.add(ClassUtils.getUserClass(beanClass))) {
      String shown = beanName == null ? "" : "bean '" + beanName + "': ";
      bean.complaints().forEach(complaint -> LOG.warn("Raglan: {}{}", shown, complaint));
    }
  }
}
