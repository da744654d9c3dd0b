package dev.raglan.trace;

/**
 * Work that has no result and may throw.
 *
 * @param <E> what may be thrown; unchecked if the work throws nothing else
 */
@FunctionalInterface
public interface ThrowingRunnable<E extends Throwable> {

  /**
   * Does the work.
   *
   * @throws E if it fails
   */
  void run() throws E;
}
