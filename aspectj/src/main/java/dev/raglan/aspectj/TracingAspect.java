package dev.raglan.aspectj;

import dev.raglan.internal.invoke.InvocationTracer;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.annotation.Pointcut;
import org.jspecify.annotations.Nullable;

/**
 * Hands the calls of annotated methods to the engine: private, static, final and self-called ones
 * too, and those of records.
 *
 * <p>An annotation counts on a method, on a class or interface, and as a meta-annotation on either.
 * AspectJ does not see those of overridden and interface methods: {@link UnseenAnnotations} says
 * so.
 */
@Aspect
public final class TracingAspect {

  /** The methods that an annotation makes spans. */
  @Pointcut(
      "execution(@(dev.raglan.annotation.Traced || dev.raglan.annotation.Generation"
          + " || dev.raglan.annotation.RagEvent) * *(..))"
          + " || execution(@(@(dev.raglan.annotation.Traced || dev.raglan.annotation.Generation"
          + " || dev.raglan.annotation.RagEvent) *) * *(..))")
  void annotatedMethod() {}

  /** The public methods of the types that an annotation makes spans. */
  @Pointcut(
      "execution(public * (@(dev.raglan.annotation.Traced || dev.raglan.annotation.Generation"
          + " || dev.raglan.annotation.RagEvent) *).*(..))"
          + " || execution(public * (@(@(dev.raglan.annotation.Traced"
          + " || dev.raglan.annotation.Generation || dev.raglan.annotation.RagEvent) *) *).*(..))")
  void methodOfAnnotatedType() {}

  /**
   * The methods of classes: advice would break a default method's interface. Not {@code
   * !within(is(InterfaceType))}, which leaves out the classes within an interface as well.
   */
  @Pointcut("execution(* (!is(InterfaceType)).*(..))")
  void ofClass() {}

  /** The classes that a program writes, and not the proxies that stand before them. */
  @Pointcut("!within(java.lang.reflect.Proxy+) && !within(*..*$$*)")
  void ofSource() {}

  /** Asked before a call is handed over: one that is not traced makes no closure for it. */
  @Pointcut("if()")
  public static boolean isTracing() {
    return InvocationTracer.current() != null;
  }

  /** Runs a call as a span of the tracing that its context belongs to, else of the global one. */
  @Around(
      "isTracing() && (annotatedMethod() || methodOfAnnotatedType()) && ofClass() && ofSource()")
  public @Nullable Object trace(ProceedingJoinPoint joinPoint) throws Throwable {
    InvocationTracer tracer = InvocationTracer.current();
    if (tracer == null) {
      return joinPoint.proceed();
    }
    UnseenAnnotations.report(joinPoint.getSignature().getDeclaringType());
    return tracer.around(new WovenInvocation(joinPoint));
  }
}
