package dev.raglan.spring.internal.bean;

import dev.raglan.internal.invoke.TracedMethods;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.ReflectionUtils;

/**
 * Decision about the beans of one class: proxied or not, and the complaints to log.
 *
 * @param isProxied whether a proxy can be made and sees at least one traced method
 * @param complaints what it does not see, and what to do about it
 */
record TracedBean(boolean isProxied, List<String> complaints) {

  /** A class without traced methods. */
  static final TracedBean UNTRACED = new TracedBean(false, List.of());

  static TracedBean of(ProxyShape shape, AnnotatedTypes annotated) {
    List<Method> traced = tracedMethods(shape.type(), annotated);
    if (traced.isEmpty()) {
      return UNTRACED;
    }
    Obstacle obstacle = shape.obstacle();
    if (obstacle != null) {
      return new TracedBean(false, List.of(unseen(names(traced), obstacle)));
    }
    List<String> complaints = new ArrayList<>();
    boolean proxied = false;
    for (Method method : traced) {
      Obstacle inTheWay = shape.obstacle(method);
      proxied |= inTheWay == null;
      if (inTheWay != null) {
        complaints.add(unseen(name(method), inTheWay));
      }
    }
    return new TracedBean(proxied, List.copyOf(complaints));
  }

  /** A class's annotation is not meant for its static methods. */
  private static List<Method> tracedMethods(Class<?> type, AnnotatedTypes annotated) {
    Annotated where = annotated.of(type);
    return methods(type)
        .filter(where::mayTrace)
        .filter(method -> !method.isSynthetic() && TracedMethods.isTraced(method, type))
        .filter(
            method ->
                !Modifier.isStatic(method.getModifiers()) || TracedMethods.isAnnotated(method))
        .toList();
  }

  private static Stream<Method> methods(Class<?> type) {
    return ProxyShape.isInterfaceOnly(type)
        ? Stream.of(type.getInterfaces()).flatMap(each -> Stream.of(each.getMethods()))
        : Stream.of(ReflectionUtils.getUniqueDeclaredMethods(type));
  }

  private static String unseen(String methods, Obstacle obstacle) {
    return "calls of %s are not traced: %s. %s"
        .formatted(methods, obstacle.reason(), obstacle.remedy());
  }

  private static String names(List<Method> methods) {
    return methods.stream().map(TracedBean::name).distinct().collect(Collectors.joining(", "));
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }
}
