package dev.raglan.spring.internal.advice;

import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.spring.internal.bean.TracedBeans;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.aopalliance.aop.Advice;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.MethodMatcher;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcher;
import org.springframework.beans.factory.ObjectProvider;

/** Advisor that puts the interceptor on the traced methods of beans. */
@SuppressWarnings("serial") // An advisor is never serialized: its proxies are opaque.
public final class TracingAdvisor extends AbstractPointcutAdvisor {

  private final Pointcut pointcut;
  private final TracingInterceptor interceptor;

  /**
   * Creates one.
   *
   * @param tracer the engine, looked up at the first call
   */
  public TracingAdvisor(ObjectProvider<InvocationTracer> tracer, TracedBeans beans, int order) {
    this.pointcut = new TracedCalls(beans);
    this.interceptor = new TracingInterceptor(new TracerLookup(tracer));
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

  /** Pointcut of the traced methods that a proxy sees. */
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
