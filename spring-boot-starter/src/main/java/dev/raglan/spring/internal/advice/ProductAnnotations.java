package dev.raglan.spring.internal.advice;

import dev.raglan.internal.invoke.AnnotationReader;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/**
 * Reader that finds the annotations of a factory method on the methods of the interface that it
 * returns. Thread-safe.
 *
 * @param factory the factory method
 * @param annotations reads all else
 */
record ProductAnnotations(Method factory, AnnotationReader annotations)
    implements AnnotationReader {

  @Override
  public <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
    A own = annotations.find(element, type);
    return own == null && isOfProduct(element) ? annotations.find(factory, type) : own;
  }

  @Override
  public <A extends Annotation> List<A> findAll(AnnotatedElement element, Class<A> type) {
    List<A> own = annotations.findAll(element, type);
    return own.isEmpty() && isOfProduct(element) ? annotations.findAll(factory, type) : own;
  }

  private boolean isOfProduct(AnnotatedElement element) {
    return element instanceof Method method
        && Modifier.isAbstract(method.getModifiers())
        && method.getDeclaringClass().isInterface()
        && method.getDeclaringClass().isAssignableFrom(factory.getReturnType());
  }

  /** Returns true if the method is one of the interface, or implements one. */
  boolean isMeantFor(Method method, Class<?> target) {
    return Stream.of(factory.getReturnType().getMethods())
        .filter(this::isOfProduct)
        .anyMatch(
            each ->
                each.equals(method) || AopUtils.getMostSpecificMethod(each, target).equals(method));
  }
}
