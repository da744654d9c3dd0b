package dev.raglan.internal.result;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that adds to a traced object the methods of its interface that it does not know, those
 * that a library added after it was written; they are the source's.
 */
public final class ForwardingProxy implements InvocationHandler {

  private final Object source;
  private final Object traced;

  private ForwardingProxy(Object source, Object traced) {
    this.source = source;
    this.traced = traced;
  }

  /** Returns the traced object itself if it knows every method of the type, else one that does. */
  public static <T> T of(Class<T> type, T source, T traced) {
    if (Arrays.stream(type.getMethods()).allMatch(method -> knows(traced, method))) {
      return traced;
    }
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new ForwardingProxy(source, traced)));
  }

  private static boolean knows(Object traced, Method method) {
    if (Modifier.isStatic(method.getModifiers())) {
      return true;
    }
    try {
      Method own = traced.getClass().getMethod(method.getName(), method.getParameterTypes());
      return !own.getDeclaringClass().isInterface();
    } catch (NoSuchMethodException unknown) {
      return false;
    }
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
      return arguments != null && proxy == arguments[0];
    }
    Object result = forward(knows(traced, method) ? traced : source, method, arguments);
    return result != null && (result == source || result == traced) ? proxy : result;
  }

  /** Invokes a method; what it throws is thrown as it is. */
  public static @Nullable Object forward(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
