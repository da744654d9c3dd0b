package dev.raglan.internal.type;

import dev.raglan.internal.safe.ClosedPackages;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Getters and fields as method handles, resolved once. */
public final class Members {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final MethodType OBJECT_TO_OBJECT =
      MethodType.methodType(Object.class, Object.class);

  private Members() {}

  /**
   * Returns a handle that takes the object and gives the value; null if access is denied, which is
   * said once for each package of the application's.
   */
  public static @Nullable MethodHandle reader(@Nullable Member member) {
    MethodHandle reader = member == null ? null : accessibleReader(member);
    if (member != null && reader == null) {
      ClosedPackages.name(member.getDeclaringClass());
    }
    return reader;
  }

  private static @Nullable MethodHandle accessibleReader(Member member) {
    try {
      if (member instanceof Method method) {
        return LOOKUP.unreflect(accessible(method)).asType(OBJECT_TO_OBJECT);
      }
      if (member instanceof Field field && field.trySetAccessible()) {
        return LOOKUP.unreflectGetter(field).asType(OBJECT_TO_OBJECT);
      }
      return null;
    } catch (IllegalAccessException | RuntimeException denied) {
      return null;
    }
  }

  /** Reads; whatever the getter throws comes through. */
  static @Nullable Object read(MethodHandle reader, Object target) throws Throwable {
    return (Object) reader.invokeExact(target);
  }

  /** Reads; null if the getter throws. */
  public static @Nullable Object readSafely(MethodHandle reader, Object target) {
    try {
      return read(reader, target);
    } catch (Throwable thrown) {
      return null;
    }
  }

  /**
   * Returns the method or, if its class is closed to us, the same method of a supertype that is
   * not.
   */
  private static Method accessible(Method method) {
    if (isOpen(method)) {
      return method;
    }
    Method inherited = inherited(method.getDeclaringClass(), method);
    return inherited == null ? method : inherited;
  }

  private static @Nullable Method inherited(@Nullable Class<?> type, Method method) {
    if (type == null) {
      return null;
    }
    for (Class<?> each : type.getInterfaces()) {
      Method found = openOrInherited(each, method);
      if (found != null) {
        return found;
      }
    }
    return type.getSuperclass() == null ? null : openOrInherited(type.getSuperclass(), method);
  }

  private static @Nullable Method openOrInherited(Class<?> type, Method method) {
    try {
      Method same = type.getMethod(method.getName());
      if (isOpen(same)) {
        return same;
      }
    } catch (NoSuchMethodException notThere) {
      return null;
    }
    return inherited(type, method);
  }

  private static boolean isOpen(Method method) {
    Class<?> owner = method.getDeclaringClass();
    boolean exported =
        Modifier.isPublic(method.getModifiers())
            && Modifier.isPublic(owner.getModifiers())
            && owner.getModule().isExported(owner.getPackageName(), Members.class.getModule());
    return exported || method.trySetAccessible();
  }
}
