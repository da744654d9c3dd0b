package dev.raglan.spring.internal.advice;

import dev.raglan.internal.invoke.InvocationTracer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;

/** Interceptor that hands the calls of traced methods to the engine. Thread-safe. */
final class TracingInterceptor implements MethodInterceptor {

  private final Supplier<@Nullable InvocationTracer> tracer;

  /**
   * @param tracer the engine; gives null as long as there is none, and then calls pass through
   */
  TracingInterceptor(Supplier<@Nullable InvocationTracer> tracer) {
    this.tracer = tracer;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    InvocationTracer engine = tracer.get();
    return engine == null || isTracedFurtherIn(invocation.getThis())
        ? invocation.proceed()
        : engine.around(new ProxiedCall(invocation));
  }

  /** With two proxy creators in an application, a proxy leads to another: the inner one traces. */
  private static boolean isTracedFurtherIn(@Nullable Object target) {
    return target instanceof Advised proxy
        && Stream.of(proxy.getAdvisors()).anyMatch(each -> each instanceof TracingAdvisor);
  }
}
