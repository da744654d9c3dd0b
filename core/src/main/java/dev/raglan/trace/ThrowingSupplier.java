package dev.raglan.trace;

import org.jspecify.annotations.Nullable;

/**
 * Work that has a result and may throw.
 *
 * @param <T> the result
 * @param <E> what may be thrown; unchecked if the work throws nothing else
 */
@FunctionalInterface
public interface ThrowingSupplier<T extends @Nullable Object, E extends Throwable> {

  /**
   * Does the work.
   *
   * @throws E if it fails
   */
  T get() throws E;
}
