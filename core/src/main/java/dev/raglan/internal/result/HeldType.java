package dev.raglan.internal.result;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import org.jspecify.annotations.Nullable;

/** Type that a method declares for what its result holds. */
final class HeldType {

  private HeldType() {}

  /**
   * Returns the type as which a caller may use what the method's result holds; null if the method
   * declares none.
   */
  static @Nullable Class<?> of(Method method, Object held) {
    Type declared = method.getGenericReturnType();
    if (declared instanceof ParameterizedType type && type.getActualTypeArguments().length == 1) {
      Class<?> known = erased(type.getActualTypeArguments()[0]);
      return known == null ? held.getClass() : known;
    }
    return declared instanceof Class ? null : held.getClass();
  }

  /** Returns null for a type that depends on the caller. */
  private static @Nullable Class<?> erased(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof ParameterizedType generic) {
      return erased(generic.getRawType());
    }
    return type instanceof WildcardType wildcard ? erased(wildcard.getUpperBounds()[0]) : null;
  }
}
