package dev.raglan.spring.internal.advice;

import dev.raglan.internal.invoke.Invocation;
import dev.raglan.spring.internal.bean.ProxyShape;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.TargetClassAware;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.util.ClassUtils;

/**
 * Call that a Spring proxy has intercepted.
 *
 * @param call as Spring has it
 */
record ProxiedCall(MethodInvocation call) implements Invocation {

  /** The class that the developer wrote of targets of a class; null if each must be asked. */
  private static final ClassValue<@Nullable Class<?>> WRITTEN =
      new ClassValue<>() {
        @Override
        protected @Nullable Class<?> computeValue(Class<?> type) {
          boolean isAsked =
              TargetClassAware.class.isAssignableFrom(type) || ProxyShape.isInterfaceOnly(type);
          return isAsked ? null : ClassUtils.getUserClass(type);
        }
      };

  @Override
  public Method method() {
    return call.getMethod();
  }

  /**
   * Returns the class that the developer wrote: the name of a proxy, or of the subclass that the
   * container makes of a configuration, would say nothing.
   */
  @Override
  public Class<?> targetClass() {
    Object target = call.getThis();
    Class<?> written = target == null ? null : WRITTEN.get(target.getClass());
    if (written != null) {
      return written;
    }
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
        : ClassUtils.getUserClass(type);
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
    try {
      return SuspendedCalls.proceed(call);
    } catch (Exception thrown) {
      UndeclaredExceptions.name(call, thrown);
      throw thrown;
    }
  }
}
