package dev.raglan.spring;

import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import dev.raglan.internal.safe.Safe;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where types carry annotations of Raglan's, so that all others, and all other methods, are passed
 * over quickly. Looks at each type once. Thread-safe.
 */
final class AnnotatedTypes {

  private static final Set<Class<? extends Annotation>> TRACING =
      Set.of(Traced.class, Generation.class, RagEvent.class);

  private static final List<String> NEVER_ANNOTATED =
      List.of("java.", "javax.", "jakarta.", "jdk.", "org.springframework.");

  private final Map<Class<?>, Annotated> types = new ConcurrentHashMap<>();
  private final Map<Class<? extends Annotation>, Boolean> annotations = new ConcurrentHashMap<>();

  /** Where the type, its superclasses and its interfaces are annotated. */
  Annotated of(Class<?> type) {
    Annotated known = types.get(type);
    if (known == null) {
      // Not computeIfAbsent, which cannot be entered again for the supertypes.
      known = withSupertypes(type);
      types.put(type, known);
    }
    return known;
  }

  private Annotated withSupertypes(Class<?> type) {
    Annotated found = isNeverAnnotated(type) ? Annotated.NOWHERE : alone(type);
    Class<?> superclass = type.getSuperclass();
    if (superclass != null) {
      found = found.and(of(superclass));
    }
    for (Class<?> each : type.getInterfaces()) {
      found = found.and(of(each));
    }
    return found;
  }

  private static boolean isNeverAnnotated(Class<?> type) {
    String name = type.getName();
    for (String prefix : NEVER_ANNOTATED) {
      if (name.startsWith(prefix)) {
        return !name.startsWith("org.springframework.samples.");
      }
    }
    return false;
  }

  private Annotated alone(Class<?> type) {
    return Safe.orElse(() -> declared(type), Annotated.NOWHERE);
  }

  private Annotated declared(Class<?> type) {
    boolean onType = declares(type);
    Set<String> methods = new HashSet<>();
    for (Method method : type.getDeclaredMethods()) {
      if (declares(method)) {
        methods.add(method.getName());
      }
    }
    return onType || !methods.isEmpty() ? new Annotated(onType, methods) : Annotated.NOWHERE;
  }

  /** Whether the element itself, and not one that it inherits from, is annotated. */
  boolean declares(AnnotatedElement element) {
    for (Annotation each : element.getDeclaredAnnotations()) {
      if (traces(each.annotationType())) {
        return true;
      }
    }
    return false;
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
