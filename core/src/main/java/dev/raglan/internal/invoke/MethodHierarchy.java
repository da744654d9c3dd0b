package dev.raglan.internal.invoke;

import static java.util.stream.Collectors.groupingBy;

import dev.raglan.internal.foreign.PerClass;
import java.lang.annotation.Annotation;
import java.lang.ref.SoftReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A method as it runs on a class, with the methods that it overrides or implements there.
 *
 * @param specific the method that runs
 * @param targetClass the class that it runs on
 * @param methods the specific one first, then those it overrides, then those it implements
 */
record MethodHierarchy(Method specific, Class<?> targetClass, List<Method> methods) {

  private static final String WEB_ANNOTATIONS = "org.springframework.web.bind.annotation.";

  /** Methods by which Spring's container asks beans about themselves. */
  private static final Set<String> QUESTIONS =
      Set.of(
          "org.springframework.beans.factory.FactoryBean.getObjectType",
          "org.springframework.beans.factory.FactoryBean.isSingleton",
          "org.springframework.beans.factory.SmartFactoryBean.isPrototype",
          "org.springframework.beans.factory.SmartFactoryBean.isEagerInit",
          "org.springframework.context.Lifecycle.isRunning",
          "org.springframework.context.Phased.getPhase",
          "org.springframework.context.SmartLifecycle.isAutoStartup",
          "org.springframework.core.Ordered.getOrder");

  /**
   * The methods that a class declares, by their names: the JDK copies all of them for each
   * question. They can be freed once the plans of the class are made.
   */
  private static final class Declared {

    private static final PerClass<Declared> KNOWN = new PerClass<>(Declared::new);

    private final Class<?> type;
    private SoftReference<Map<String, List<Method>>> methods = new SoftReference<>(null);

    private Declared(Class<?> type) {
      this.type = type;
    }

    static List<Method> in(Class<?> type, String name) {
      return KNOWN.get(type).named(name);
    }

    private synchronized List<Method> named(String name) {
      Map<String, List<Method>> byName = methods.get();
      if (byName == null) {
        byName = Arrays.stream(type.getDeclaredMethods()).collect(groupingBy(Method::getName));
        methods = new SoftReference<>(byName);
      }
      return byName.getOrDefault(name, List.of());
    }
  }

  /** Finds the method that runs when one is called on an instance of the class. */
  static MethodHierarchy of(Method called, Class<?> targetClass) {
    if (Modifier.isStatic(called.getModifiers()) || Modifier.isPrivate(called.getModifiers())) {
      return new MethodHierarchy(called, targetClass, List.of(called));
    }
    List<Class<?>> classes = superclasses(targetClass);
    Method specific = mostSpecific(called, classes);
    Set<Method> methods = new LinkedHashSet<>();
    methods.add(specific);
    for (Class<?> type : withInterfaces(classes)) {
      for (Method candidate : Declared.in(type, specific.getName())) {
        if (!candidate.isSynthetic() && overrides(specific, candidate)) {
          methods.add(candidate);
        }
      }
    }
    return new MethodHierarchy(specific, targetClass, List.copyOf(methods));
  }

  private static Method mostSpecific(Method called, List<Class<?>> classes) {
    for (Class<?> type : classes) {
      for (Method candidate : Declared.in(type, called.getName())) {
        if (!candidate.isSynthetic()
            && !Modifier.isAbstract(candidate.getModifiers())
            && overrides(candidate, called)) {
          return candidate;
        }
      }
    }
    return called;
  }

  /** Returns true if the one is, overrides or implements the other, generics considered. */
  private static boolean overrides(Method method, Method inherited) {
    if (!method.getName().equals(inherited.getName())
        || method.getParameterCount() != inherited.getParameterCount()
        || isNotInheritable(method)
        || isNotInheritable(inherited)) {
      return false;
    }
    return Arrays.equals(method.getParameterTypes(), inherited.getParameterTypes())
        || hasBridge(method, inherited);
  }

  private static boolean isNotInheritable(Method method) {
    return (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) != 0;
  }

  /** Returns true if the compiler wrote a method with the inherited erasure that calls this one. */
  private static boolean hasBridge(Method method, Method inherited) {
    Class<?>[] erased = inherited.getParameterTypes();
    for (Method bridge : Declared.in(method.getDeclaringClass(), method.getName())) {
      if (bridge.isBridge()
          && Arrays.equals(bridge.getParameterTypes(), erased)
          && accepts(erased, method.getParameterTypes())) {
        return true;
      }
    }
    return false;
  }

  private static boolean accepts(Class<?>[] wider, Class<?>[] narrower) {
    for (int i = 0; i < wider.length; i++) {
      if (!wider[i].isAssignableFrom(narrower[i])) {
        return false;
      }
    }
    return true;
  }

  private static List<Class<?>> superclasses(Class<?> type) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      classes.add(each);
    }
    return classes;
  }

  private static Set<Class<?>> withInterfaces(List<Class<?>> classes) {
    Set<Class<?>> types = new LinkedHashSet<>(classes);
    classes.forEach(type -> addInterfaces(type, types));
    return types;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
    for (Class<?> each : type.getInterfaces()) {
      types.add(each);
      addInterfaces(each, types);
    }
  }

  /** Returns the class, its superclasses, then all their interfaces. */
  List<Class<?>> types() {
    Set<Class<?>> types = withInterfaces(superclasses(targetClass));
    types.addAll(withInterfaces(superclasses(specific.getDeclaringClass())));
    return List.copyOf(types);
  }

  /**
   * Returns true if an annotation of the type counts for the method: the type, or a subclass that
   * inherits the annotation, declares it; of an interface, also where a class implements it.
   */
  boolean belongsTo(Class<?> type) {
    return type.isInterface()
        ? methods.stream()
            .map(Method::getDeclaringClass)
            .anyMatch(declaring -> declaring.isInterface() && type.isAssignableFrom(declaring))
        : type.isAssignableFrom(specific.getDeclaringClass());
  }

  /** Returns true if a type's annotation can apply to the method at all. */
  boolean isAnnotatable() {
    return Modifier.isPublic(specific.getModifiers())
        && !specific.isSynthetic()
        && !isPreparation(specific)
        && !isOfEveryEnum(specific)
        && methods.stream().noneMatch(MethodHierarchy::isQuestion)
        && methods.stream().noneMatch(method -> method.getDeclaringClass() == Object.class);
  }

  private static boolean isQuestion(Method method) {
    String owner = method.getDeclaringClass().getName();
    return owner.startsWith("org.springframework.")
        && (owner.endsWith("Aware") || QUESTIONS.contains(owner + "." + method.getName()));
  }

  /** Returns true for what the compiler adds to an enum: values() and valueOf(String). */
  private static boolean isOfEveryEnum(Method method) {
    return Modifier.isStatic(method.getModifiers())
        && method.getDeclaringClass().isEnum()
        && (method.getName().equals("values") && method.getParameterCount() == 0
            || method.getName().equals("valueOf")
                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
  }

  /** Returns true for a method with which a web controller of Spring's prepares each request. */
  private static boolean isPreparation(Method method) {
    boolean preparing = false;
    for (Annotation each : method.getDeclaredAnnotations()) {
      String name = each.annotationType().getName();
      if (name.startsWith(WEB_ANNOTATIONS)) {
        if (name.endsWith("Mapping")) {
          return false;
        }
        preparing |= name.endsWith(".InitBinder") || name.endsWith(".ModelAttribute");
      }
    }
    return preparing;
  }
}
