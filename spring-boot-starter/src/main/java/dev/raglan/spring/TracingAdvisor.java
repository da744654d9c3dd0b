package dev.raglan.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.aopalliance.aop.Advice;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.MethodMatcher;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcher;
import org.springframework.core.Ordered;

/** Puts the interceptor on the traced methods of beans. */
@SuppressWarnings("serial") // An advisor is never serialized: its proxies are opaque.
final class TracingAdvisor extends AbstractPointcutAdvisor {

  /** Outside of caching and transactions, inside of retries and of other threads. */
  static final int DEFAULT_ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

  private final Pointcut pointcut;
  private final TracingInterceptor interceptor;

  TracingAdvisor(TracedBeans beans, TracingInterceptor interceptor, int order) {
    this.pointcut = new TracedCalls(beans);
    this.interceptor = interceptor;
    setOrder(order);
  }

  @Override
  public Pointcut getPointcut() {
    return pointcut;
  }

  @Override
  public Advice getAdvice() {
    return interceptor;
  }

  /** The calls of traced methods that a proxy sees. */
  private static final class TracedCalls extends StaticMethodMatcher implements Pointcut {

    private final TracedBeans beans;

    private TracedCalls(TracedBeans beans) {
      this.beans = beans;
    }

    @Override
    public ClassFilter getClassFilter() {
      return beans;
    }

    @Override
    public MethodMatcher getMethodMatcher() {
      return this;
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
      return (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
          && beans.isTraced(method, targetClass);
    }
  }
}
