package dev.raglan.spring.internal.bean;

import dev.raglan.internal.invoke.TracedMethods;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.util.ReflectionUtils;

/**
 * Decision about the beans of one class.
 *
 * @param way how their calls are traced
 * @param complaints what is not traced, each with its remedy
 */
public record TracedBean(Way way, List<String> complaints) {

  private static final int MOST_NAMES = 32;

  /** A class without traced methods. */
  static final TracedBean UNTRACED = new TracedBean(Way.NONE, List.of());

  /** Way in which the calls of a bean are traced. */
  public enum Way {
    /** Not at all: no method is annotated, or no proxy can be made. */
    NONE,
    /** By Spring's proxy, which the tracing advisor brings about. */
    PROXY,
    /** By a proxy of a subclass, where Spring's would have the bean's interfaces alone. */
    CLASS_PROXY,
    /** By a subclass that looks like the class: something reads the class by reflection. */
    SUBCLASS,
    /** By a proxy that the bean has anyway; one of Raglan's would change what the bean does. */
    OTHERS_PROXY
  }

  /**
   * Returns the decision.
   *
   * @param injected true for classes by which beans are injected
   */
  static TracedBean of(ProxyShape shape, AnnotatedTypes annotated, Predicate<Class<?>> injected) {
    List<Method> traced = tracedMethods(shape.type(), annotated);
    if (traced.isEmpty()) {
      return UNTRACED;
    }
    Obstacle obstacle = shape.obstacle();
    if (obstacle != null) {
      return new TracedBean(Way.NONE, unseen(traced, obstacle));
    }
    List<Method> seen = traced.stream().filter(each -> shape.obstacle(each) == null).toList();
    if (seen.isEmpty()) {
      return new TracedBean(Way.NONE, complaints(traced, shape));
    }
    Hazard hazard = Hazard.of(shape, injected);
    if (hazard != null) {
      return new TracedBean(Way.OTHERS_PROXY, unseen(seen, hazard));
    }
    return new TracedBean(way(shape), complaints(traced, shape));
  }

  private static Way way(ProxyShape shape) {
    if (shape.isRead()) {
      return Way.SUBCLASS;
    }
    return shape.insteadOfInterfaces() ? Way.CLASS_PROXY : Way.PROXY;
  }

  /** A class's annotation is not meant for its static methods. */
  private static List<Method> tracedMethods(Class<?> type, AnnotatedTypes annotated) {
    Annotated where = annotated.of(type);
    return methods(type)
        .filter(where::mayTrace)
        .filter(method -> TracedMethods.isTraced(method, type) && !Product.isMadeBy(method))
        .filter(
            method ->
                !Modifier.isStatic(method.getModifiers()) || TracedMethods.isAnnotated(method))
        .toList();
  }

  /** A bridge stands for what it leads to: also one that only makes an inherited method visible. */
  private static Stream<Method> methods(Class<?> type) {
    if (ProxyShape.isInterfaceOnly(type)) {
      return Stream.of(type.getInterfaces())
          .flatMap(each -> Stream.of(each.getMethods()))
          .filter(method -> !method.isSynthetic());
    }
    return Stream.of(ReflectionUtils.getUniqueDeclaredMethods(type))
        .map(BridgeMethodResolver::findBridgedMethod)
        .distinct()
        .filter(method -> !method.isSynthetic());
  }

  private static List<String> complaints(List<Method> traced, ProxyShape shape) {
    List<String> complaints = new ArrayList<>();
    for (Method method : traced) {
      Obstacle obstacle = shape.obstacle(method);
      if (obstacle != null) {
        complaints.addAll(unseen(List.of(method), obstacle));
      }
    }
    return List.copyOf(complaints);
  }

  /** Woven methods have their span whatever proxies see. */
  private static List<String> unseen(List<Method> methods, Remedied problem) {
    List<Method> unwoven = methods.stream().filter(each -> !WovenMethods.contain(each)).toList();
    return unwoven.isEmpty()
        ? List.of()
        : List.of(
            "calls of %s are not traced: %s. %s"
                .formatted(names(unwoven), problem.reason(), problem.remedy()));
  }

  private static String names(List<Method> methods) {
    List<String> names = methods.stream().map(TracedBean::name).distinct().toList();
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** Returns the name of the member as complaints have it. */
  static String name(Member member) {
    return member.getDeclaringClass().getName() + "." + member.getName();
  }

  /** Reason why calls are not traced, with its remedy. */
  interface Remedied {

    String reason();

    String remedy();
  }
}
