package dev.raglan.spring.internal.bean;

import dev.raglan.internal.invoke.TracedMethods;
import dev.raglan.internal.safe.Safe;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Index of the types that carry annotations of Raglan's, so that all others, and all other methods,
 * are passed over quickly. Looks at each type once. Thread-safe.
 */
final class AnnotatedTypes {

  private final Map<Class<?>, Annotated> types = new ConcurrentHashMap<>();

  /** Returns the places where the type, its superclasses and its interfaces are annotated. */
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
    Annotated found = isOfPlatform(type) ? Annotated.NOWHERE : alone(type);
    Class<?> superclass = type.getSuperclass();
    if (superclass != null) {
      found = found.and(of(superclass));
    }
    for (Class<?> each : type.getInterfaces()) {
      found = found.and(of(each));
    }
    return found;
  }

  /** The platform's class loaders do not see Raglan's annotations. */
  private static boolean isOfPlatform(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  private static Annotated alone(Class<?> type) {
    return Safe.orElse(() -> declared(type), Annotated.NOWHERE);
  }

  private static Annotated declared(Class<?> type) {
    boolean onType = TracedMethods.isAnnotated(type);
    Set<String> methods = new HashSet<>();
    for (Method method : type.getDeclaredMethods()) {
      if (TracedMethods.isAnnotated(method)) {
        methods.add(method.getName());
      }
    }
    return onType || !methods.isEmpty() ? new Annotated(onType, methods) : Annotated.NOWHERE;
  }
}
