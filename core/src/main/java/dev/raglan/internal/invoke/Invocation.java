package dev.raglan.internal.invoke;

import org.jspecify.annotations.Nullable;

/** A call of a method that the engine runs itself. Used by one thread. */
public interface Invocation extends CalledMethod {

  /** Returns the arguments that {@link #proceed} passes on: a callback among them is replaced. */
  @Override
  @Nullable Object[] arguments();

  /**
   * Runs the method. Called once.
   *
   * @return what the method returns; null if it is void
   * @throws Throwable what the method throws
   */
  @Nullable Object proceed() throws Throwable;
}
