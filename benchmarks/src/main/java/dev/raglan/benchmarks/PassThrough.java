package dev.raglan.benchmarks;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;



/** An aspect that only proceeds: what any advice around a method costs. */
@Aspect
public final class PassThrough {

  /** Proceeds. */
  @Around("execution(* dev.raglan.benchmarks.Search.joinPointAlone(..))")
  public @Nullable Object proceed(ProceedingJoinPoint joinPoint) throws Throwable {
    return joinPoint.proceed();
  }
}
