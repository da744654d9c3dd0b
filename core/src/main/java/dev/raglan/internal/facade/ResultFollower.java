package dev.raglan.internal.facade;

import dev.raglan.spi.OpenCall;
import java.util.function.Supplier;

/** Follows results that are not complete when they are returned. */
@FunctionalInterface
public interface ResultFollower {

  /**
   * Follows a result.
   *
   * @param begun begins the call of a result whose work has begun
   * @param subscribable the call of a result whose work begins with each subscription
   * @return the result that the application gets
   */
  Object follow(Object result, Supplier<? extends OpenCall> begun, OpenCall subscribable);
}
