package dev.raglan.internal.invoke;

import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Capture;
import dev.raglan.annotation.Generation;
import dev.raglan.annotation.RagEvent;
import dev.raglan.annotation.Traced;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The annotations that apply to a method: the one resolver, for matching and for reading.
 *
 * <p>The nearest declaration wins as a whole: on the method, on a method it overrides or
 * implements, on the class, on a superclass or interface; on each of them directly or as a
 * meta-annotation.
 */
final class TracedMethod {

  private final AnnotationReader annotations;
  private final MethodHierarchy hierarchy;
  private final @Nullable Traced traced;
  private final @Nullable Generation generation;
  private final @Nullable RagEvent event;
  private final List<Declaration> declarations;
  private final boolean onType;
  private final boolean inherited;

  private TracedMethod(
      AnnotationReader annotations, MethodHierarchy hierarchy, AnnotatedElement declaring) {
    this.annotations = annotations;
    this.hierarchy = hierarchy;
    this.traced = annotations.find(declaring, Traced.class);
    this.generation = annotations.find(declaring, Generation.class);
    this.event = annotations.find(declaring, RagEvent.class);
    this.onType = declaring instanceof Class<?>;
    this.inherited = !onType && !declaring.equals(hierarchy.specific());
    this.declarations = declarations(traced, generation, event);
  }

  private static List<Declaration> declarations(
      @Nullable Traced traced, @Nullable Generation generation, @Nullable RagEvent event) {
    List<Declaration> all = new ArrayList<>();
    if (traced != null) {
      all.add(Declaration.of(traced));
    }
    if (generation != null) {
      all.add(Declaration.of(generation));
    }
    if (event != null) {
      all.add(Declaration.of(event));
    }
    return List.copyOf(all);
  }

  /** Resolves the annotations of the method when it runs on the class; null if none applies. */
  static @Nullable TracedMethod resolve(Method called, Class<?> targetClass) {
    return resolve(called, targetClass, AnnotationReader.DECLARED);
  }

  /** Resolves the method with the annotations that the reader finds. */
  static @Nullable TracedMethod resolve(
      Method called, Class<?> targetClass, AnnotationReader annotations) {
    if (called.isSynthetic() && !called.isBridge()) {
      return null;
    }
    MethodHierarchy hierarchy = MethodHierarchy.of(called, targetClass);
    for (Method method : hierarchy.methods()) {
      if (isAnnotated(method, annotations)) {
        return new TracedMethod(annotations, hierarchy, method);
      }
    }
    if (hierarchy.isAnnotatable()) {
      for (Class<?> type : hierarchy.types()) {
        if (isAnnotated(type, annotations) && hierarchy.belongsTo(type)) {
          return new TracedMethod(annotations, hierarchy, type);
        }
      }
    }
    return null;
  }

  /**
   * Returns true if an annotation applies to the method when it runs on the class. One that the
   * class itself declares, and annotates, is known without looking at what it inherits: start-up
   * asks about each method of each bean.
   */
  static boolean isTraced(Method called, Class<?> targetClass) {
    boolean declared = called.getDeclaringClass() == targetClass && !called.isSynthetic();
    return declared && isAnnotated(called) || resolve(called, targetClass) != null;
  }

  /** Returns true if the element carries one of the annotations, itself or through another. */
  static boolean isAnnotated(AnnotatedElement element) {
    return element.getDeclaredAnnotations().length > 0
        && isAnnotated(element, AnnotationReader.DECLARED);
  }

  private static boolean isAnnotated(AnnotatedElement element, AnnotationReader annotations) {
    return annotations.find(element, Traced.class) != null
        || annotations.find(element, Generation.class) != null
        || annotations.find(element, RagEvent.class) != null;
  }

  /** Returns the method that runs. */
  Method method() {
    return hierarchy.specific();
  }

  /** Returns true if the annotations stand on a method that is overridden or implemented. */
  boolean isInherited() {
    return inherited;
  }

  @Nullable Traced traced() {
    return traced;
  }

  @Nullable Generation generation() {
    return generation;
  }

  @Nullable RagEvent event() {
    return event;
  }

  /**
   * Returns the span's name: as given, else {@code ClassName.method}; a type's name stands for the
   * class.
   */
  String name() {
    String given = given();
    String method = method().getName();
    if (given.isEmpty()) {
      return className() + "." + method;
    }
    return onType ? given + "." + method : given;
  }

  /** Returns true if the annotations name the method itself. */
  boolean isNamed() {
    return !onType && !given().isEmpty();
  }

  private String given() {
    return declarations.stream()
        .map(Declaration::name)
        .filter(n -> !n.isEmpty())
        .findFirst()
        .orElse("");
  }

  private String className() {
    Class<?> type = method().getDeclaringClass();
    String simple = type.getSimpleName();
    return simple.isEmpty()
        ? type.getName().substring(type.getName().lastIndexOf('.') + 1)
        : simple;
  }

  boolean root() {
    return traced != null && traced.root();
  }

  List<String> tags() {
    return declarations.stream().flatMap(d -> d.tags().stream()).distinct().toList();
  }

  List<String> attributes() {
    return declarations.stream().flatMap(d -> d.attributes().stream()).toList();
  }

  Capture input() {
    return Declaration.strictest(declarations.stream().map(Declaration::input).toList());
  }

  Capture output() {
    return Declaration.strictest(declarations.stream().map(Declaration::output).toList());
  }

  /** Returns the bindings of the result, as declared nearest. */
  List<BindResult> results() {
    for (Method method : hierarchy.methods()) {
      List<BindResult> declared = annotations.findAll(method, BindResult.class);
      if (!declared.isEmpty()) {
        return declared;
      }
    }
    return List.of();
  }

  /** Returns the parameter's annotation, as declared nearest; null for none. */
  <A extends Annotation> @Nullable A onParameter(int index, Class<A> type) {
    for (Method method : hierarchy.methods()) {
      A declared = annotations.find(method.getParameters()[index], type);
      if (declared != null) {
        return declared;
      }
    }
    return null;
  }

  /** Returns the parameter's name as compiled, else of an overridden method, else {@code argN}. */
  String parameterName(int index) {
    for (Method method : hierarchy.methods()) {
      if (method.getParameters()[index].isNamePresent()) {
        return method.getParameters()[index].getName();
      }
    }
    return "arg" + index;
  }
}
