package dev.raglan.spring.internal.bean;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Reason why a proxy would change what a bean does. Most are members of its class: a proxy of a
 * subclass has no state of its own, so a method that it cannot override and a visible field show
 * null, and a private method is not the proxy's own.
 *
 * @param reason what would go wrong, naming the member
 * @param remedy what to do about it
 */
record Hazard(String reason, String remedy) implements TracedBean.Remedied {

  private static final String ELSE =
      ", move the traced methods to a bean of their own, or weave them with raglan-aspectj.";

  private static final int WIDER = Modifier.PUBLIC | Modifier.PROTECTED;

  /**
   * Returns the first hazard that a proxy of the shape would meet; null if it meets no hazard. A
   * bean that is injected by its class needs a subclass, also where Spring makes proxies of
   * interfaces.
   *
   * @param injected true for classes by which beans are injected
   */
  static @Nullable Hazard of(ProxyShape shape, Predicate<Class<?>> injected) {
    Hazard unreachable = unreachable(shape);
    if (unreachable != null) {
      return unreachable;
    }
    if (shape.mayBeSubclass()) {
      return stateless(shape.type());
    }
    return !shape.isSubclass() && injected.test(shape.type())
        ? new Hazard(
            "a bean has it injected by its class, as which a proxy of its interfaces does not fit",
            "Have it injected by an interface, make it non-final" + ELSE)
        : null;
  }

  /** Whoever calls such a method by reflection calls it on the proxy. */
  private static @Nullable Hazard unreachable(ProxyShape shape) {
    for (Method method : ReflectionUtils.getUniqueDeclaredMethods(shape.type())) {
      Obstacle obstacle = shape.obstacle(method);
      String annotation = obstacle == null ? null : ReflectiveAnnotations.nameOn(method);
      if (annotation != null) {
        String what = "%s, annotated with @%s,".formatted(TracedBean.name(method), annotation);
        if (obstacle == Obstacle.PRIVATE_METHOD) {
          return new Hazard(
              "the private method " + what + " cannot be called on a proxy",
              "Make it non-private" + ELSE);
        }
        if (obstacle == Obstacle.NOT_ON_INTERFACE) {
          return new Hazard(
              "the method " + what + " is not on an interface of the bean, as its proxy needs it",
              "Declare it on one, set spring.aop.proxy-target-class=true" + ELSE);
        }
      }
    }
    return null;
  }

  private static @Nullable Hazard stateless(Class<?> type) {
    for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
      Hazard found = declared(each, type);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Hazard declared(Class<?> type, Class<?> beanClass) {
    boolean near = type.getPackage() == beanClass.getPackage();
    for (Method method : type.getDeclaredMethods()) {
      if (isVisible(method) && Modifier.isFinal(method.getModifiers())) {
        return new Hazard(
            "the final method " + TracedBean.name(method) + " would run on a proxy without state",
            "Make it non-final" + ELSE);
      }
      if (!near && isVisible(method) && (method.getModifiers() & WIDER) == 0) {
        return new Hazard(
            "the package-private method %s of another package would run on a proxy without state"
                .formatted(TracedBean.name(method)),
            "Make it protected" + ELSE);
      }
    }
    return emptyFields(type);
  }

  private static @Nullable Hazard emptyFields(Class<?> type) {
    List<String> fields =
        Stream.of(type.getDeclaredFields())
            .filter(field -> isVisible(field) && !isKotlinProperty(field))
            .map(TracedBean::name)
            .toList();
    return switch (fields.size()) {
      case 0 -> null;
      case 1 ->
          new Hazard(
              "the visible field " + fields.get(0) + " would be empty in a proxy",
              "Make it private" + ELSE);
      default ->
          new Hazard(
              "the visible fields " + String.join(", ", fields) + " would be empty in a proxy",
              "Make them private" + ELSE);
    };
  }

  private static boolean isVisible(Member member) {
    return (member.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0
        && !member.isSynthetic();
  }

  /** Kotlin reads a property by its getter; {@code lateinit} shows the field to Java alone. */
  private static boolean isKotlinProperty(Field field) {
    String getter = "get" + Character.toUpperCase(field.getName().charAt(0));
    return Stream.of(field.getDeclaringClass().getDeclaredAnnotations())
            .anyMatch(each -> each.annotationType().getName().equals("kotlin.Metadata"))
        && Stream.of(field.getDeclaringClass().getDeclaredMethods())
            .anyMatch(each -> each.getName().equals(getter + field.getName().substring(1)));
  }
}
