package dev.raglan.internal.invoke;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds an annotation on an element, or on the annotations that the element carries. */
final class AnnotationSearch {

  private AnnotationSearch() {}

  /** Returns the annotation, declared nearest; null for none. */
  static <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
    // Most elements carry none at all.
    return element.getDeclaredAnnotations().length == 0
        ? null
        : find(element, type, new HashSet<>());
  }

  private static <A extends Annotation> @Nullable A find(
      AnnotatedElement element, Class<A> type, Set<Class<?>> seen) {
    A declared = element.getDeclaredAnnotation(type);
    if (declared != null) {
      return declared;
    }
    for (Annotation each : element.getDeclaredAnnotations()) {
      Class<? extends Annotation> meta = each.annotationType();
      if (!meta.getName().startsWith("java.") && seen.add(meta)) {
        A found = find(meta, type, seen);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  /** Returns all annotations of a repeatable type, declared nearest; empty for none. */
  static <A extends Annotation> A[] findAll(AnnotatedElement element, Class<A> type) {
    A[] direct = element.getDeclaredAnnotationsByType(type);
    if (direct.length > 0) {
      return direct;
    }
    for (Annotation each : element.getDeclaredAnnotations()) {
      Class<? extends Annotation> meta = each.annotationType();
      if (!meta.getName().startsWith("java.") && meta != element) {
        A[] found = meta.getDeclaredAnnotationsByType(type);
        if (found.length > 0) {
          return found;
        }
      }
    }
    return direct;
  }
}
