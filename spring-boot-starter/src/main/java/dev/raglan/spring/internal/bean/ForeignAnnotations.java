package dev.raglan.spring.internal.bean;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;

/**
 * Annotations whose readers may look for them on a bean's own class: those of the application and
 * of libraries. Spring and who works with it look behind proxies.
 */
final class ForeignAnnotations {

  private static final List<String> FAMILIAR =
      List.of(
          "java.",
          "jdk.",
          "javax.",
          "jakarta.",
          "kotlin.",
          "org.jspecify.",
          "dev.raglan.annotation.",
          "org.springframework.");

  /** Of Spring's, but read on the object that is given. */
  private static final String SPRING_AI = "org.springframework.ai.";

  private ForeignAnnotations() {}

  /** Returns true if the element carries one. */
  static boolean areOn(AnnotatedElement element) {
    for (Annotation each : element.getDeclaredAnnotations()) {
      if (isForeign(each.annotationType())) {
        return true;
      }
    }
    return false;
  }

  static boolean isForeign(Class<?> type) {
    String name = type.getName();
    return name.startsWith(SPRING_AI) || FAMILIAR.stream().noneMatch(name::startsWith);
  }
}
