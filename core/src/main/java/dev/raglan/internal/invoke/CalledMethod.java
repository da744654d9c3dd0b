package dev.raglan.internal.invoke;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The method that a call is of, and what it is called with. Used by one thread. */
public interface CalledMethod {

  /** Returns the method as it was called: on a proxy it may be an interface's. */
  Method method();

  /** Returns the target's class, or the declaring class of a static method. */
  Class<?> targetClass();

  /** Returns the object whose method runs; null for a static method. */
  @Nullable Object target();

  /** Returns the arguments, in the order of the parameters. */
  @Nullable Object[] arguments();

  /** Returns true if a proxy was called, so that the method itself may be woven too. */
  boolean proxied();
}
