package dev.raglan.spring.internal.advice;

import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.spring.internal.bean.TracedBeans;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.aopalliance.aop.Advice;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.MethodMatcher;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcher;

/**
 * Advisor that puts the interceptor on the traced methods of beans.
 *
 * <p>A bean that is serialized takes its proxy and so the advisor along; read again, the advisor
 * serves the engine of woven calls. Thread-safe.
 */
@SuppressWarnings("serial") // Another object is written in its place.
public final class TracingAdvisor extends AbstractPointcutAdvisor {

  private final transient TracedBeans beans;
  private final transient Supplier<@Nullable InvocationTracer> tracer;
  private final transient TracedCalls pointcut;
  private final transient TracingInterceptor interceptor;

  /**
   * Creates an advisor.
   *
   * @param tracer the engine; asked at each call, and calls pass through while it gives null
   */
  public TracingAdvisor(Supplier<@Nullable InvocationTracer> tracer, TracedBeans beans, int order) {
    this(tracer, beans, new TracedCalls(beans, beans::isTraced), order);
  }

  private TracingAdvisor(
      Supplier<@Nullable InvocationTracer> tracer,
      TracedBeans beans,
      TracedCalls calls,
      int order) {
    this.beans = beans;
    this.tracer = tracer;
    this.pointcut = calls;
    this.interceptor = new TracingInterceptor(tracer);
    setOrder(order);
  }

  /**
   * Returns an advisor of the same order for those of the calls that satisfy the condition as well,
   * of whatever bean it is put on.
   */
  TracingAdvisor where(BiPredicate<Method, Class<?>> condition) {
    return of(tracer, condition.and(pointcut.calls));
  }

  /** Returns an advisor of the same order that hands other calls to another engine. */
  TracingAdvisor of(
      Supplier<@Nullable InvocationTracer> engine, BiPredicate<Method, Class<?>> calls) {
    return new TracingAdvisor(engine, beans, new TracedCalls(ClassFilter.TRUE, calls), getOrder());
  }

  TracedBeans beans() {
    return beans;
  }

  @Override
  public Pointcut getPointcut() {
    return pointcut;
  }

  @Override
  public Advice getAdvice() {
    return interceptor;
  }

  Object writeReplace() {
    return new Written(getOrder());
  }

  /** Form in which an advisor is serialized. */
  private record Written(int order) implements Serializable {

    Object readResolve() {
      TracedBeans beans = new TracedBeans(() -> true, injected -> false);
      return new TracingAdvisor(InvocationTracer::current, beans, order);
    }
  }

  /** Pointcut of the traced methods that a proxy sees. */
  private static final class TracedCalls extends StaticMethodMatcher implements Pointcut {

    private final ClassFilter types;
    private final BiPredicate<Method, Class<?>> calls;

    private TracedCalls(ClassFilter types, BiPredicate<Method, Class<?>> calls) {
      this.types = types;
      this.calls = calls;
    }

    @Override
    public ClassFilter getClassFilter() {
      return types;
    }

    @Override
    public MethodMatcher getMethodMatcher() {
      return this;
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
      return (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
          && calls.test(method, targetClass);
    }
  }
}
