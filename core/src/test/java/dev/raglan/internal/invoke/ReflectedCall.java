package dev.raglan.internal.invoke;

import dev.raglan.Raglan;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A call by reflection of an annotated method, as a weaver hands it to the engine. */
public record ReflectedCall(
    Object target, Method method, @Nullable Object[] arguments, boolean proxied)
    implements Invocation {

  /** Returns a call of the only method of that name that the target's class declares. */
  public static ReflectedCall of(Object target, String name, @Nullable Object... arguments) {
    Method method =
        Arrays.stream(target.getClass().getDeclaredMethods())
            .filter(each -> each.getName().equals(name))
            .findFirst()
            .orElseThrow();
    return of(target, method, arguments);
  }

  /** Returns a call of the method. */
  public static ReflectedCall of(Object target, Method method, @Nullable Object... arguments) {
    return new ReflectedCall(target, method, arguments, false);
  }

  /** Returns the same call as a proxy hands it over. */
  public ReflectedCall behindProxy() {
    return new ReflectedCall(target, method, arguments, true);
  }

  /** Runs the call as a weaver does, and returns what the application gets. */
  public @Nullable Object tracedBy(Raglan raglan) throws Throwable {
    return InvocationTracer.of(raglan).around(this);
  }

  @Override
  public Class<?> targetClass() {
    return target.getClass();
  }

  @Override
  public @Nullable Object proceed() throws Throwable {
    method.setAccessible(true);
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause();
    }
  }
}
