package dev.raglan.spring.internal.advice;

import dev.raglan.spring.internal.subclass.LookalikeClass;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ReflectiveMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Spring proxy of a bean that is an instance of a lookalike class: a handler that passes calls
 * through the advisors. Thread-safe.
 *
 * @param target the bean
 * @param type its class
 * @param advised the advisors; others may add theirs
 */
record LookalikeProxy(Object target, Class<?> type, ProxyFactory advised)
    implements InvocationHandler {

  private static final @Nullable Object[] NONE = {};

  /**
   * Returns a proxy of the bean.
   *
   * @throws IllegalStateException if there can be no such class
   */
  static Object of(Object target, Class<?> type, TracingAdvisor advisor) {
    ProxyFactory advised = new ProxyFactory();
    advised.setTarget(target);
    advised.setProxyTargetClass(true);
    advised.addAdvisor(advisor);
    return LookalikeClass.of(type).instance(new LookalikeProxy(target, type, advised));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, @Nullable Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    if (method == null) {
      return target;
    }
    @Nullable Object[] passed = arguments == null ? NONE : arguments;
    if (ReflectionUtils.isEqualsMethod(method)) {
      return proxy == passed[0] || target.equals(unwrapped(passed[0]));
    }
    if (method.getDeclaringClass().isAssignableFrom(Advised.class)) {
      return AopUtils.invokeJoinpointUsingReflection(advised, method, passed);
    }
    List<Object> chain = advised.getInterceptorsAndDynamicInterceptionAdvice(method, type);
    return new Call(this, proxy, method, passed, chain).proceed();
  }

  /** A bean may look at the state of what it is compared with. */
  private static @Nullable Object unwrapped(@Nullable Object object) {
    Object behind = object == null ? null : AopProxyUtils.getSingletonTarget(object);
    return behind == null ? object : behind;
  }

  /** Call on its way through the advisors. */
  static final class Call extends ReflectiveMethodInvocation {

    private Call(
        LookalikeProxy bean,
        Object proxy,
        Method method,
        @Nullable Object[] arguments,
        List<Object> chain) {
      super(proxy, bean.target, method, arguments, bean.type, chain);
    }
  }
}
