package dev.raglan.spring;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.MethodMatcher;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;

/** Advisor of an application's own, for which beans of a type have a proxy. */
final class OthersAdvice extends DefaultPointcutAdvisor {

  private static final long serialVersionUID = 1;

  OthersAdvice(Class<?> type) {
    super(
        new ComposablePointcut((ClassFilter) type::isAssignableFrom, MethodMatcher.TRUE),
        (MethodInterceptor) MethodInvocation::proceed);
  }
}
