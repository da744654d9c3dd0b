package dev.raglan.spring.internal.advice;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Place of the tracing advisor beside Spring Retry's, which has the lowest precedence: on methods
 * that are retried tracing goes below it, so that each attempt has a span.
 */
final class SpringRetry {

  private static final String PACKAGE = "org.springframework.retry.";
  private static final String RETRYABLE = PACKAGE + "annotation.Retryable";

  private SpringRetry() {}

  /** Moves the tracing of retried methods to where each attempt passes. */
  static void traceAttempts(Advised proxy) {
    List<Advisor> advisors = List.of(proxy.getAdvisors());
    Advisor retry = null;
    TracingAdvisor tracing = null;
    for (Advisor each : advisors) {
      if (each instanceof TracingAdvisor found && retry == null) {
        tracing = found;
      } else if (each.getClass().getName().startsWith(PACKAGE)) {
        retry = each;
      }
    }
    if (retry != null && tracing != null && !proxy.isFrozen()) {
      proxy.replaceAdvisor(tracing, tracing.where((call, type) -> !isRetried(call, type)));
      proxy.addAdvisor(tracing.where(SpringRetry::isRetried));
    }
  }

  /** The pointcut of Spring Retry's advisor matches all methods of a class that has one. */
  private static boolean isRetried(Method called, Class<?> type) {
    return isRetryable(AopUtils.getMostSpecificMethod(called, type)) || isRetryable(type);
  }

  private static boolean isRetryable(AnnotatedElement element) {
    return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).isPresent(RETRYABLE);
  }
}
