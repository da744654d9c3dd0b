package dev.raglan.aspectj;

import dev.raglan.internal.invoke.Invocation;
import java.lang.reflect.Method;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * A call of a woven method.
 *
 * @param joinPoint where it was woven
 */
record WovenInvocation(ProceedingJoinPoint joinPoint) implements Invocation {

  @Override
  public Method method() {
    return ((MethodSignature) joinPoint.getSignature()).getMethod();
  }

  @Override
  public Class<?> targetClass() {
    return joinPoint.getSignature().getDeclaringType();
  }

  @Override
  public @Nullable Object target() {
    return joinPoint.getThis();
  }

  @Override
  public @Nullable Object[] arguments() {
    return joinPoint.getArgs();
  }

  @Override
  public boolean proxied() {
    return false;
  }

  @Override
  public @Nullable Object proceed() throws Throwable {
    return joinPoint.proceed();
  }
}
