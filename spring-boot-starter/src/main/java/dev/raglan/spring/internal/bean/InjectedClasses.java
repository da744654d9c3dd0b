package dev.raglan.spring.internal.bean;

import dev.raglan.internal.safe.Safe;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.TypeVariable;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

/**
 * Classes that the beans of an application have injected as such, rather than by an interface. It
 * looks at constructors, and at annotated fields and methods, once it is asked. Thread-safe.
 */
public final class InjectedClasses implements Predicate<Class<?>> {

  private static final Set<String> ANNOTATIONS =
      Set.of(
          Autowired.class.getName(),
          Bean.class.getName(),
          "jakarta.inject.Inject",
          "jakarta.annotation.Resource");

  private final ListableBeanFactory beans;
  private @Nullable Set<Class<?>> known;

  /** Creates a view of the beans. */
  public InjectedClasses(ListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Returns true if a bean has one of the class injected by the class or a superclass. */
  @Override
  public boolean test(Class<?> type) {
    Set<Class<?>> injected = known();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (injected.contains(each)) {
        return true;
      }
    }
    return false;
  }

  private synchronized Set<Class<?>> known() {
    Set<Class<?>> all = known;
    if (all == null) {
      all = new HashSet<>();
      for (String name : beans.getBeanDefinitionNames()) {
        Class<?> type = Safe.orNull(() -> beans.getType(name, false));
        if (type != null) {
          add(ClassUtils.getUserClass(type), all);
        }
      }
      known = all;
    }
    return all;
  }

  /** A class may name types that are missing. */
  private static void add(Class<?> bean, Set<Class<?>> injected) {
    Set<Class<?>> own = Safe.orElse(() -> of(bean), Set.of());
    own.stream().filter(each -> each != bean).forEach(injected::add);
  }

  private static Set<Class<?>> of(Class<?> bean) {
    Set<Class<?>> all = new HashSet<>();
    for (Constructor<?> each : bean.getDeclaredConstructors()) {
      addParameters(each, all);
    }
    for (Class<?> each = bean; each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (isInjected(field)) {
          add(ResolvableType.forField(field, bean), all);
        }
      }
      for (Method method : each.getDeclaredMethods()) {
        if (isInjected(method)) {
          addParameters(method, all);
        }
      }
    }
    return all;
  }

  private static boolean isInjected(AnnotatedElement member) {
    return MergedAnnotations.from(member).stream()
        .anyMatch(annotation -> ANNOTATIONS.contains(annotation.getType().getName()));
  }

  private static void addParameters(Executable executable, Set<Class<?>> all) {
    Stream.of(executable.getGenericParameterTypes())
        .forEach(type -> add(ResolvableType.forType(type), all));
  }

  /** Adds the class, or those that a provider, an Optional or a collection is of. */
  private static void add(ResolvableType type, Set<Class<?>> all) {
    Class<?> known = type.resolve();
    if (known != null && !known.isInterface() && known != Object.class) {
      all.add(known);
    }
    if (type.getType() instanceof TypeVariable<?>) {
      return; // Its bound may be of itself.
    }
    for (ResolvableType generic : type.getGenerics()) {
      add(generic, all);
    }
  }
}
