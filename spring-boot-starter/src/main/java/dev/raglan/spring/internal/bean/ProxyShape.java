package dev.raglan.spring.internal.bean;

import dev.raglan.spring.internal.annotation.ToolAnnotations;
import java.io.Closeable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.Aware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Form of the proxy that a bean gets: a subclass, or the bean's interfaces.
 *
 * @param type the bean's class
 * @param interfaces those of the bean that make a proxy of interfaces; empty for a subclass
 * @param insteadOfInterfaces true for a subclass where Spring would make a proxy of interfaces
 */
public record ProxyShape(Class<?> type, List<Class<?>> interfaces, boolean insteadOfInterfaces) {

  /**
   * CGLIB initializes all methods in one, which ends at 64 KB: of 1,600 methods there is too much.
   */
  private static final int MOST_METHODS = 1_500;

  private static final Set<Class<?>> CALLBACKS =
      Set.of(InitializingBean.class, DisposableBean.class, Closeable.class, AutoCloseable.class);

  /**
   * Returns the form. A proxy of interfaces hides the class from who injects the bean by it or
   * looks for tools: there is a subclass instead, unless that would do harm.
   *
   * @param byClass whether Spring is told to make subclasses where it can
   */
  static ProxyShape of(Class<?> type, boolean byClass) {
    ProxyShape springs = springs(type, byClass);
    return springs.isSubclass() || !hasTools(type) && !isHarmless(type)
        ? springs
        : new ProxyShape(type, List.of(), true);
  }

  /** Returns the form of the proxy that Spring makes of the bean. */
  static ProxyShape springs(Class<?> type, boolean byClass) {
    boolean byInterface = !byClass || isInterfaceOnly(type);
    return new ProxyShape(type, byInterface ? interfaces(type) : List.of(), false);
  }

  /** Returns true if the class is a lambda's or a JDK proxy's: all it has are its interfaces. */
  public static boolean isInterfaceOnly(Class<?> type) {
    return isJdkProxy(type) || ClassUtils.isLambdaClass(type);
  }

  /** Returns true if the class has tools: their libraries find them on the bean's class. */
  public static boolean hasTools(Class<?> type) {
    return !isInterfaceOnly(type)
        && Stream.of(ReflectionUtils.getUniqueDeclaredMethods(type))
            .anyMatch(ToolAnnotations::areOn);
  }

  /**
   * Returns true if who reads the class by reflection may miss what a proxy does not show, or if
   * the bean says itself what it is equal to: proxies of Spring's are equal to proxies alone.
   */
  boolean isRead() {
    return isSubclass()
        && (ForeignAnnotations.areOn(type)
            || isComparable()
            || Stream.of(ReflectionUtils.getUniqueDeclaredMethods(type))
                .anyMatch(ForeignAnnotations::areOn));
  }

  private boolean isComparable() {
    return Stream.of(ReflectionUtils.getUniqueDeclaredMethods(type))
        .filter(each -> each.getDeclaringClass() != Object.class)
        .anyMatch(
            each -> ReflectionUtils.isEqualsMethod(each) || ReflectionUtils.isHashCodeMethod(each));
  }

  /** Asks what costs nothing first: this is asked for each call. */
  private static boolean isJdkProxy(Class<?> type) {
    return Proxy.class.isAssignableFrom(type) && Proxy.isProxyClass(type);
  }

  private static List<Class<?>> interfaces(Class<?> type) {
    List<Class<?>> all = List.of(ClassUtils.getAllInterfacesForClass(type));
    boolean reasonable = all.stream().anyMatch(each -> !isCallback(each) && hasMethods(each));
    return reasonable ? all : List.of();
  }

  private static boolean isCallback(Class<?> type) {
    return CALLBACKS.contains(type) || Aware.class.isAssignableFrom(type);
  }

  private static boolean hasMethods(Class<?> type) {
    return type.getMethods().length > 0;
  }

  /** Returns true if a proxy of a subclass can be made and leaves the bean as it is. */
  public static boolean isHarmless(Class<?> type) {
    ProxyShape shape = springs(type, true);
    return shape.isSubclass()
        && shape.obstacle() == null
        && Hazard.of(shape, injected -> false) == null;
  }

  boolean isSubclass() {
    return interfaces.isEmpty();
  }

  /** Returns true if there can be a subclass, whatever is made. */
  boolean mayBeSubclass() {
    return ofClass() == null;
  }

  /** Returns the reason why there can be no proxy at all; null if there can be one. */
  @Nullable Obstacle obstacle() {
    if (!isSubclass()) {
      return interfaces.stream().anyMatch(Class::isSealed) ? Obstacle.SEALED_INTERFACE : null;
    }
    return ofClass();
  }

  private @Nullable Obstacle ofClass() {
    if (Modifier.isFinal(type.getModifiers())) {
      return Obstacle.FINAL_CLASS;
    }
    if (type.isSealed()) {
      return Obstacle.SEALED_CLASS;
    }
    if (!hasVisibleConstructor()) {
      return Obstacle.NO_CONSTRUCTOR;
    }
    return ReflectionUtils.getUniqueDeclaredMethods(type).length > MOST_METHODS
        ? Obstacle.TOO_MANY_METHODS
        : null;
  }

  private boolean hasVisibleConstructor() {
    return Stream.of(type.getDeclaredConstructors())
        .mapToInt(Constructor::getModifiers)
        .anyMatch(modifiers -> !Modifier.isPrivate(modifiers));
  }

  /** Returns the reason why the proxy cannot see calls of the method; null if it can. */
  @Nullable Obstacle obstacle(Method method) {
    int modifiers = method.getModifiers();
    if (Modifier.isStatic(modifiers)) {
      return Obstacle.STATIC_METHOD;
    }
    if (Modifier.isPrivate(modifiers)) {
      return Obstacle.PRIVATE_METHOD;
    }
    if (!isSubclass()) {
      return isOnInterface(method) ? null : Obstacle.NOT_ON_INTERFACE;
    }
    return Modifier.isFinal(modifiers) ? Obstacle.FINAL_METHOD : null;
  }

  private boolean isOnInterface(Method method) {
    return interfaces.stream()
        .flatMap(each -> Stream.of(each.getMethods()))
        .anyMatch(each -> each.equals(method) || implementation(each).equals(method));
  }

  private Method implementation(Method declared) {
    return AopUtils.getMostSpecificMethod(declared, type);
  }
}
