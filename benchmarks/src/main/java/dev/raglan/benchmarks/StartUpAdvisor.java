package dev.raglan.benchmarks;

import dev.raglan.annotation.Traced;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;



/** Makes the advisor that does nothing: what proxies cost, whoever wants them. */
final class StartUpAdvisor {

  private StartUpAdvisor() {}

  static Advisor create() {
    MethodInterceptor nothing = invocation -> invocation.proceed();
    return new DefaultPointcutAdvisor(
        AnnotationMatchingPointcut.forMethodAnnotation(Traced.class), nothing);
  }
}
