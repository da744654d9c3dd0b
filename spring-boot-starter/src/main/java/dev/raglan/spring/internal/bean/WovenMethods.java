package dev.raglan.spring.internal.bean;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;

/** Methods that AspectJ has woven with Raglan's aspect: they have their spans without a proxy. */
final class WovenMethods {

  private static final String ASPECT = "dev.raglan.aspectj.TracingAspect";

  private WovenMethods() {}

  /** Returns true if the method is woven: AspectJ moves its body to a method of a known name. */
  static boolean contain(Method method) {
    Class<?> type = method.getDeclaringClass();
    String body = method.getName() + "_aroundBody";
    return Stream.of(type.getDeclaredMethods()).anyMatch(each -> each.getName().startsWith(body))
        && ClassUtils.isPresent(ASPECT, type.getClassLoader());
  }
}
