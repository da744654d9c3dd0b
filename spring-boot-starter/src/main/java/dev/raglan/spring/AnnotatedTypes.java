package dev.raglan.spring;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.Safe;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types that carry an annotation of Raglan's somewhere, so that all others are passed over
 * quickly. Looks at each type once. Thread-safe.
 */
final class AnnotatedTypes {

  private static final Set<Class<? extends Annotation>> TRACING =
      Set.of(Traced.class, Generation.class, RagEvent.class);

  private static final List<String> NEVER_ANNOTATED =
      List.of("java.", "javax.", "jakarta.", "jdk.", "org.springframework.");

  private final Map<Class<?>, Boolean> types = new ConcurrentHashMap<>();
  private final Map<Class<? extends Annotation>, Boolean> annotations = new ConcurrentHashMap<>();

  /** Whether the type, one of its superclasses or one of its interfaces is annotated. */
  boolean contains(@Nullable Class<?> type) {
    if (type == null) {
      return false;
    }
    Boolean known = types.get(type);
    if (known == null) {
      // Not computeIfAbsent, which cannot be entered again for the supertypes.
      known =
          isAnnotated(type)
              || contains(type.getSuperclass())
              || Stream.of(type.getInterfaces()).anyMatch(this::contains);
      types.put(type, known);
    }
    return known;
  }

  private static boolean isNeverAnnotated(Class<?> type) {
    String name = type.getName();
    return NEVER_ANNOTATED.stream().anyMatch(name::startsWith)
        && !name.startsWith("org.springframework.samples.");
  }

  private boolean isAnnotated(Class<?> type) {
    return !isNeverAnnotated(type)
        && Safe.orElse(
            () -> declares(type) || Stream.of(type.getDeclaredMethods()).anyMatch(this::declares),
            false);
  }

  /** Whether the element itself, and not one that it inherits from, is annotated. */
  boolean declares(AnnotatedElement element) {
    return Stream.of(element.getDeclaredAnnotations())
        .anyMatch(each -> traces(each.annotationType()));
  }

  private boolean traces(Class<? extends Annotation> annotation) {
    return annotations.computeIfAbsent(annotation, type -> leadsToTracing(type, new HashSet<>()));
  }

  private static boolean leadsToTracing(Class<? extends Annotation> type, Set<Class<?>> seen) {
    if (TRACING.contains(type)) {
      return true;
    }
    return !type.getName().startsWith("java.")
        && seen.add(type)
        && Stream.of(type.getDeclaredAnnotations())
            .anyMatch(each -> leadsToTracing(each.annotationType(), seen));
  }
}
