package dev.raglan.spring;

import dev.raglan.internal.invoke.Invocation;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;

/**
 * A call that a Spring proxy intercepted.
 *
 * @param call as Spring has it
 */
record ProxiedCall(MethodInvocation call) implements Invocation {

  @Override
  public Method method() {
    return call.getMethod();
  }

  /** The class that the developer wrote: a stand-in's own name would say nothing. */
  @Override
  public Class<?> targetClass() {
    Object target = call.getThis();
    Class<?> declaring = method().getDeclaringClass();
    if (target == null) {
      return declaring;
    }
    Class<?> type = AopProxyUtils.ultimateTargetClass(target);
    return ProxyShape.isInterfaceOnly(type)
        ? Stream.of(type.getInterfaces())
            .filter(declaring::isAssignableFrom)
            .findFirst()
            .orElse(declaring)
        : type;
  }

  @Override
  public @Nullable Object target() {
    return call.getThis();
  }

  @Override
  public @Nullable Object[] arguments() {
    return call.getArguments();
  }

  @Override
  public boolean proxied() {
    return true;
  }

  @Override
  public @Nullable Object proceed() throws Throwable {
    return call.proceed();
  }
}
