package dev.raglan.internal.invoke;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Search of an element's annotations, and of those that they carry, at any depth. */
final class AnnotationSearch implements AnnotationReader {

  @Override
  public <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
    return nearest(element, each -> each.getDeclaredAnnotation(type));
  }

  @Override
  public <A extends Annotation> List<A> findAll(AnnotatedElement element, Class<A> type) {
    List<A> found =
        nearest(
            element,
            each -> {
              A[] declared = each.getDeclaredAnnotationsByType(type);
              return declared.length == 0 ? null : List.of(declared);
            });
    return found == null ? List.of() : found;
  }

  private static <T> @Nullable T nearest(
      AnnotatedElement element, Function<AnnotatedElement, @Nullable T> reader) {
    // Most elements carry none at all.
    return element.getDeclaredAnnotations().length == 0
        ? null
        : nearest(element, reader, new HashSet<>());
  }

  private static <T> @Nullable T nearest(
      AnnotatedElement element,
      Function<AnnotatedElement, @Nullable T> reader,
      Set<Class<?>> seen) {
    T declared = reader.apply(element);
    if (declared != null) {
      return declared;
    }
    for (Annotation each : element.getDeclaredAnnotations()) {
      Class<? extends Annotation> meta = each.annotationType();
      if (!meta.getName().startsWith("java.") && seen.add(meta)) {
        T found = nearest(meta, reader, seen);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
