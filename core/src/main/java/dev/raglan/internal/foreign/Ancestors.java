package dev.raglan.internal.foreign;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The supertypes of classes. */
public final class Ancestors {

  private Ancestors() {}

  /** Returns the class, its superclasses but Object, and all interfaces of those. */
  public static Set<Class<?>> of(Class<?> type) {
    Set<Class<?>> ancestors = new LinkedHashSet<>();
    add(type, ancestors);
    return ancestors;
  }

  private static void add(@Nullable Class<?> type, Set<Class<?>> ancestors) {
    if (type != null && type != Object.class && ancestors.add(type)) {
      add(type.getSuperclass(), ancestors);
      for (Class<?> each : type.getInterfaces()) {
        add(each, ancestors);
      }
    }
  }

  /** Returns the ancestor of that name; null if the class has none. */
  static @Nullable Class<?> named(String name, Class<?> type) {
    return of(type).stream().filter(each -> each.getName().equals(name)).findFirst().orElse(null);
  }
}
