package dev.raglan.spring.internal.advice;

import dev.raglan.internal.safe.Safe;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInvocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ReflectionUtils;

/**
 * Notices of checked exceptions that a method throws without declaring them, as with Lombok's
 * {@code @SneakyThrows}: who calls a proxy of Spring's gets them in another one.
 */
final class UndeclaredExceptions {

  private static final Logger LOG = LoggerFactory.getLogger(UndeclaredExceptions.class);
  private static final int MOST_NOTICES = 64;

  private static final Set<String> NOTICED = ConcurrentHashMap.newKeySet();

  private UndeclaredExceptions() {}

  /** Logs, once for a method, that it should declare the exception that it throws. */
  static void name(MethodInvocation call, Exception thrown) {
    Throwable undeclared =
        thrown instanceof UndeclaredThrowableException wrapped
            ? wrapped.getUndeclaredThrowable()
            : thrown;
    boolean isChecked =
        undeclared instanceof Exception && !(undeclared instanceof RuntimeException);
    if (isChecked && isWrapped(call, undeclared.getClass())) {
      Safe.run("naming an exception", () -> log(call.getMethod(), undeclared));
    }
  }

  /** Spring hands the exceptions of Kotlin's methods on, and a lookalike all. */
  private static boolean isWrapped(MethodInvocation call, Class<?> thrown) {
    return !(call instanceof LookalikeProxy.Call)
        && !KotlinDetector.isKotlinType(call.getMethod().getDeclaringClass())
        && !ReflectionUtils.declaresException(call.getMethod(), thrown);
  }

  private static void log(Method method, Throwable thrown) {
    String name = method.getDeclaringClass().getName() + "." + method.getName();
    if (NOTICED.size() < MOST_NOTICES && NOTICED.add(name)) {
      LOG.warn(
          "Raglan: {} throws {} without declaring it: a caller of the bean's proxy gets it as the"
              + " cause of an UndeclaredThrowableException. Declare it, or weave the class with"
              + " raglan-aspectj.",
          name,
          thrown.getClass().getName());
    }
  }
}
