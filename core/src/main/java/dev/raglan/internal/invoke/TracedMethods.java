package dev.raglan.internal.invoke;

import dev.raglan.internal.safe.Safe;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

/** Finds out which methods are traced, for weavers that decide before the first call. */
public final class TracedMethods {

  private TracedMethods() {}

  /**
   * Returns true if the method or type carries an annotation that makes calls spans, itself or
   * through a meta-annotation; what it overrides or inherits from is not asked. False if the
   * annotations cannot be read.
   */
  public static boolean isAnnotated(AnnotatedElement element) {
    return Safe.orElse(() -> TracedMethod.isAnnotated(element), false);
  }

  /**
   * Returns true if an annotation makes the method's calls spans when it runs on the class; false
   * if the annotations cannot be read.
   */
  public static boolean isTraced(Method method, Class<?> targetClass) {
    return Safe.orElse(() -> TracedMethod.isTraced(method, targetClass), false);
  }

  /**
   * Returns true if the method is traced for an annotation that stands not on itself but on a
   * method that it overrides or implements, which some weavers do not see. False if the annotations
   * cannot be read.
   */
  public static boolean isTracedByInheritance(Method method, Class<?> targetClass) {
    return Safe.orElse(
        () -> {
          TracedMethod traced = TracedMethod.resolve(method, targetClass);
          return traced != null && traced.isInherited();
        },
        false);
  }
}
