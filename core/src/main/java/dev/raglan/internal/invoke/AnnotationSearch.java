package dev.raglan.internal.invoke;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Search of an element's annotations, and of those that they carry, at any depth. */
final class AnnotationSearch implements AnnotationReader {

  @Override
  public <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
    List<A> found = findAll(element, type);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Most elements carry no annotation: an application's start asks about all methods of beans. */
  @Override
  public <A extends Annotation> List<A> findAll(AnnotatedElement element, Class<A> type) {
    if (element.getDeclaredAnnotations().length == 0) {
      return List.of();
    }
    Set<Class<?>> seen = new HashSet<>();
    List<AnnotatedElement> level = List.of(element);
    while (!level.isEmpty()) {
      List<A> found = new ArrayList<>();
      for (AnnotatedElement each : level) {
        Collections.addAll(found, each.getDeclaredAnnotationsByType(type));
      }
      if (!found.isEmpty()) {
        return List.copyOf(found);
      }
      level = carried(level, seen);
    }
    return List.of();
  }

  /** Returns the types of the annotations on the elements, without those seen before. */
  private static List<AnnotatedElement> carried(
      List<AnnotatedElement> elements, Set<Class<?>> seen) {
    List<AnnotatedElement> carried = new ArrayList<>();
    for (AnnotatedElement element : elements) {
      for (Annotation each : element.getDeclaredAnnotations()) {
        Class<? extends Annotation> type = each.annotationType();
        if (!type.getName().startsWith("java.") && seen.add(type)) {
          carried.add(type);
        }
      }
    }
    return carried;
  }
}
