package dev.raglan.internal.type;

import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whether an annotation stands on a property, wherever it may stand: on the getter, on one that it
 * overrides, on the field though it is private, on the record component.
 */
final class Declared {

  private Declared() {}

  static boolean isAnnotated(
      Class<?> type, BeanPropertyDefinition property, Class<? extends Annotation> annotation) {
    return isAnnotated(type, property.getGetter(), annotation)
        || isAnnotated(type, property.getField(), annotation)
        || isAnnotated(type, property.getAccessor(), annotation)
        || isAnnotated(field(type, property.getInternalName()), annotation);
  }

  static boolean isAnnotated(
      Class<?> type, @Nullable AnnotatedMember member, Class<? extends Annotation> annotation) {
    return member != null
        && (member.hasAnnotation(annotation)
            || (member.getMember() instanceof AnnotatedElement element
                && isAnnotated(element, annotation))
            || isAnnotated(type, member.getName(), annotation));
  }

  private static boolean isAnnotated(
      @Nullable AnnotatedElement element, Class<? extends Annotation> annotation) {
    return element != null && element.isAnnotationPresent(annotation);
  }

  /** Whether a getter of this name is annotated in the class or in any supertype. */
  private static boolean isAnnotated(
      @Nullable Class<?> type, String getter, Class<? extends Annotation> annotation) {
    if (type == null) {
      return false;
    }
    return isAnnotated(getter(type, getter), annotation)
        || isAnnotated(type.getSuperclass(), getter, annotation)
        || Arrays.stream(type.getInterfaces())
            .anyMatch(each -> isAnnotated(each, getter, annotation));
  }

  private static @Nullable AnnotatedElement getter(Class<?> type, String name) {
    try {
      return type.getDeclaredMethod(name);
    } catch (NoSuchMethodException notHere) {
      return null;
    }
  }

  private static @Nullable Field field(@Nullable Class<?> type, String name) {
    if (type == null) {
      return null;
    }
    try {
      return type.getDeclaredField(name);
    } catch (NoSuchFieldException notHere) {
      return field(type.getSuperclass(), name);
    }
  }
}
