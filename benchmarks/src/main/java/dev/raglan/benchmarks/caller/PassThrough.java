package dev.raglan.benchmarks.caller;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;

/** An aspect that only proceeds: the cost of any advice around a method. */
@Aspect
public final class PassThrough {

  /** Proceeds. */
  @Around("execution(* dev.raglan.benchmarks.caller.Search.joinPointAlone(..))")
  public @Nullable Object proceed(ProceedingJoinPoint joinPoint) throws Throwable {
    return joinPoint.proceed();
  }
}
