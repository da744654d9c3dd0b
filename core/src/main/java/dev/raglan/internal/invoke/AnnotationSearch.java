package dev.raglan.internal.invoke;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Search of an element's annotations, and of those that they carry, at any depth. */
final class AnnotationSearch implements AnnotationReader {

  @Override
  public <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
    List<A> found = findAll(element, type);
    return found.isEmpty() ? null : found.get(0);
  }

  @Override
  public <A extends Annotation> List<A> findAll(AnnotatedElement element, Class<A> type) {
    Set<Class<?>> seen = new HashSet<>();
    List<? extends AnnotatedElement> level = List.of(element);
    while (!level.isEmpty()) {
      List<A> found =
          level.stream()
              .flatMap(each -> Stream.of(each.getDeclaredAnnotationsByType(type)))
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
      level = level.stream().flatMap(AnnotationSearch::carried).filter(seen::add).toList();
    }
    return List.of();
  }

  private static Stream<Class<? extends Annotation>> carried(AnnotatedElement element) {
    return Stream.of(element.getDeclaredAnnotations())
        .<Class<? extends Annotation>>map(Annotation::annotationType)
        .filter(meta -> !meta.getName().startsWith("java."));
  }
}
