package dev.raglan.internal.foreign;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A public method of another library's type, found by its name.
 *
 * @param handle takes the object, and the argument if the method has one
 */
record PublicMethod(MethodHandle handle) {

  /** Returns the method without parameters. */
  static PublicMethod of(Class<?> owner, String name) throws ReflectiveOperationException {
    return find(owner, name, MethodType.methodType(Object.class, Object.class));
  }

  /** Returns the method without parameters; null if there is none. */
  static @Nullable PublicMethod orNull(Class<?> owner, String name) {
    try {
      return of(owner, name);
    } catch (ReflectiveOperationException otherVersion) {
      return null;
    }
  }

  /** Returns the method with one parameter. */
  static PublicMethod of(Class<?> owner, String name, Class<?> parameter)
      throws ReflectiveOperationException {
    MethodType type = MethodType.methodType(Object.class, Object.class, Object.class);
    return find(owner, name, type, parameter);
  }

  private static PublicMethod find(
      Class<?> owner, String name, MethodType type, Class<?>... parameters)
      throws ReflectiveOperationException {
    MethodHandle exact = MethodHandles.publicLookup().unreflect(owner.getMethod(name, parameters));
    return new PublicMethod(exact.asType(type));
  }

  /** Returns what the method returns; whatever it throws comes through. */
  @Nullable Object call(Object target) {
    try {
      return (Object) handle.invokeExact(target);
    } catch (Throwable thrown) {
      throw unchecked(thrown);
    }
  }

  /** Returns what the method returns for the argument; whatever it throws comes through. */
  @Nullable Object call(Object target, @Nullable Object argument) {
    try {
      return (Object) handle.invokeExact(target, argument);
    } catch (Throwable thrown) {
      throw unchecked(thrown);
    }
  }

  /** Returns what the method returns, which is never null. */
  Object present(Object target) {
    return Objects.requireNonNull(call(target));
  }

  boolean isTrue(Object target) {
    return Boolean.TRUE.equals(call(target));
  }

  int number(Object target) {
    return ((Number) present(target)).intValue();
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(thrown);
  }
}
