package dev.raglan.internal.type;

import com.fasterxml.jackson.annotation.JsonIgnoreType;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.internal.foreign.Ancestors;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a class that hide values and that Jackson does not know: ours, wherever they
 * may stand in the class, its superclasses and interfaces, and those of other mappers.
 */
final class HidingMarks {

  /** The effect of an annotation on a value; the stronger comes first. */
  enum Mark {
    /** The value is left out. */
    EXCLUDED,
    /** The value is written as {@code ***}. */
    MASKED,
    /** The value is written as its type, for its own mapper may hide some of it. */
    CLOSED
  }

  /**
   * A member with such an annotation.
   *
   * @param mark of the annotation
   * @param exact keys of the properties that it belongs to if there are any
   * @param loose further keys, which count if no property has an exact one
   * @param mustFit whether the member, which is no reader itself, must belong to some property
   * @param name of the member
   */
  record MarkedMember(
      Mark mark, Set<String> exact, Set<String> loose, boolean mustFit, String name) {}

  private static final Set<String> EXCLUDING =
      Set.of(
          "jakarta.json.bind.annotation.JsonbTransient",
          "javax.json.bind.annotation.JsonbTransient");

  private static final Set<String> CLOSING =
      Set.of(
          "tools.jackson.databind.annotation.JsonSerialize",
          "jakarta.json.bind.annotation.JsonbTypeSerializer",
          "jakarta.json.bind.annotation.JsonbTypeAdapter",
          "com.google.gson.annotations.JsonAdapter");

  private final List<MarkedMember> members = new ArrayList<>();

  private HidingMarks() {}

  /** Returns the marked members of the class. */
  static List<MarkedMember> of(Class<?> type) {
    HidingMarks marks = new HidingMarks();
    for (Class<?> each : ancestors(type)) {
      marks.addAll(each);
    }
    return List.copyOf(marks.members);
  }

  /** Returns the mark of the class itself or of one of its ancestors; null if it has none. */
  static @Nullable Mark ofType(Class<?> type) {
    Mark strongest = null;
    for (Class<?> each : ancestors(type)) {
      strongest = stronger(mark(each), strongest);
    }
    return strongest;
  }

  /** Returns the class, its superclasses but Object, and all interfaces of those. */
  static Set<Class<?>> ancestors(Class<?> type) {
    return Ancestors.of(type);
  }

  private void addAll(Class<?> declaring) {
    for (Field field : declaring.getDeclaredFields()) {
      add(mark(field), field.getName(), true);
    }
    for (Method method : declaring.getDeclaredMethods()) {
      addMethod(method);
    }
    if (declaring.isRecord()) {
      for (RecordComponent component : declaring.getRecordComponents()) {
        add(mark(component), component.getName(), false);
      }
    } else {
      for (Constructor<?> constructor : declaring.getDeclaredConstructors()) {
        addParameters(constructor, declaring);
      }
    }
  }

  private void addMethod(Method method) {
    Mark mark = mark(method);
    if (mark != null && method.getParameterCount() <= 1) {
      Set<String> keys = MemberKeys.ofMethod(method.getName());
      boolean sets = method.getParameterCount() == 1;
      members.add(new MarkedMember(mark, keys, Set.of(), sets, method.getName()));
    }
  }

  private void add(@Nullable Mark mark, String name, boolean mustFit) {
    if (mark != null) {
      members.add(
          new MarkedMember(
              mark, Set.of(MemberKeys.of(name)), MemberKeys.ofField(name), mustFit, name));
    }
  }

  /** Kotlin leaves annotations of a property on the parameter of the constructor. */
  private void addParameters(Constructor<?> constructor, Class<?> declaring) {
    Parameter[] parameters = constructor.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      add(mark(parameters[i]), name(i, parameters, declaring), true);
    }
  }

  /** Returns the parameter's name; without it that of the field at its place, if all agree. */
  private static String name(int index, Parameter[] parameters, Class<?> declaring) {
    List<Field> fields =
        Arrays.stream(declaring.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
            .toList();
    boolean agree = !parameters[index].isNamePresent() && fields.size() == parameters.length;
    for (int i = 0; agree && i < parameters.length; i++) {
      agree = fields.get(i).getType() == parameters[i].getType();
    }
    return agree ? fields.get(index).getName() : parameters[index].getName();
  }

  private static @Nullable Mark mark(AnnotatedElement element) {
    Annotation[] declared = element.getDeclaredAnnotations();
    return declared.length == 0 ? null : strongest(declared, new HashSet<>());
  }

  /** Returns the strongest mark of annotations, those that they carry themselves included. */
  private static @Nullable Mark strongest(Annotation[] annotations, Set<Class<?>> seen) {
    Mark strongest = null;
    for (Annotation each : annotations) {
      Class<? extends Annotation> type = each.annotationType();
      Mark mark = mark(each);
      if (mark == null && !type.getName().startsWith("java.") && seen.add(type)) {
        mark = strongest(type.getDeclaredAnnotations(), seen);
      }
      strongest = stronger(mark, strongest);
    }
    return strongest;
  }

  private static @Nullable Mark stronger(@Nullable Mark one, @Nullable Mark other) {
    return one == null || (other != null && other.compareTo(one) < 0) ? other : one;
  }

  private static @Nullable Mark mark(Annotation annotation) {
    if (annotation instanceof Masked) {
      return Mark.MASKED;
    }
    String name = annotation.annotationType().getName();
    boolean excludes =
        annotation instanceof Exclude
            || (annotation instanceof JsonIgnoreType ignored && ignored.value())
            || EXCLUDING.contains(name);
    return excludes ? Mark.EXCLUDED : CLOSING.contains(name) ? Mark.CLOSED : null;
  }
}
