package dev.raglan.internal.type;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.internal.safe.Safe;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which properties of a class may be looked at: components of a record, getters that have a field
 * behind them, public fields. Thread-safe.
 *
 * <p>A method without a field behind it may do anything: {@code content()} of a fluent client sends
 * a request. What is excluded, masked or ignored is not looked at either.
 */
public final class ReadableNames {

  private static final List<String> CLOSED_PACKAGES =
      List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "jakarta.", "kotlin.", "scala.");

  // Not static: an entry lives in the class it is about, and must not keep Raglan's loader alive.
  private final ClassValue<Set<String>> names =
      new ClassValue<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
          return isClosed(type) ? Set.of() : Safe.orElse(() -> find(type), Set.of());
        }
      };

  /** The names that may be looked up in values of the class. */
  public Set<String> of(Class<?> type) {
    return names.get(type);
  }

  /** Classes that are no data, or whose getters may load something. */
  private static boolean isClosed(Class<?> type) {
    String name = type.getName();
    return type.isArray()
        || type.isEnum()
        || type.isSynthetic()
        || type.isHidden()
        || name.contains("$$")
        || name.contains("HibernateProxy")
        || AutoCloseable.class.isAssignableFrom(type)
        || Iterable.class.isAssignableFrom(type)
        || CLOSED_PACKAGES.stream().anyMatch(name::startsWith);
  }

  private static Set<String> find(Class<?> type) {
    Set<String> found = new HashSet<>();
    Set<String> hidden = new HashSet<>();
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      addComponents(each, found, hidden);
      addFields(each, type, found, hidden);
      hideMethods(each, hidden);
      for (Class<?> declared : each.getInterfaces()) {
        hideMethods(declared, hidden);
      }
      JsonIgnoreProperties ignored = each.getAnnotation(JsonIgnoreProperties.class);
      hidden.addAll(ignored == null ? List.of() : List.of(ignored.value()));
    }
    found.removeAll(hidden);
    return Set.copyOf(found);
  }

  private static void addComponents(Class<?> type, Set<String> found, Set<String> hidden) {
    if (!type.isRecord()) {
      return;
    }
    for (RecordComponent component : type.getRecordComponents()) {
      found.add(component.getName());
      if (isHidden(component)) {
        hidden.add(component.getName());
      }
    }
  }

  private static void addFields(
      Class<?> declaring, Class<?> type, Set<String> found, Set<String> hidden) {
    for (Field field : declaring.getDeclaredFields()) {
      String name = field.getName();
      if (isHidden(field)) {
        hidden.add(name);
      }
      boolean isStatic = Modifier.isStatic(field.getModifiers());
      if (!isStatic && (Modifier.isPublic(field.getModifiers()) || hasGetter(type, name))) {
        found.add(name);
      }
    }
  }

  private static boolean hasGetter(Class<?> type, String field) {
    String suffix = Character.toUpperCase(field.charAt(0)) + field.substring(1);
    return isMethod(type, "get" + suffix) || isMethod(type, "is" + suffix);
  }

  private static boolean isMethod(Class<?> type, String name) {
    return Safe.orNull(() -> type.getMethod(name)) != null;
  }

  private static void hideMethods(Class<?> type, Set<String> hidden) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 0 && isHidden(method)) {
        hidden.add(propertyName(method.getName()));
      }
    }
  }

  private static String propertyName(String method) {
    int prefix = method.startsWith("get") ? 3 : method.startsWith("is") ? 2 : 0;
    return method.length() == prefix
        ? method
        : Character.toLowerCase(method.charAt(prefix)) + method.substring(prefix + 1);
  }

  private static boolean isHidden(AnnotatedElement element) {
    JsonIgnore ignore = element.getAnnotation(JsonIgnore.class);
    return ignore != null && ignore.value() || isOurs(element);
  }

  private static boolean isOurs(@Nullable AnnotatedElement element) {
    return element != null
        && (element.isAnnotationPresent(Exclude.class)
            || element.isAnnotationPresent(Masked.class));
  }
}
