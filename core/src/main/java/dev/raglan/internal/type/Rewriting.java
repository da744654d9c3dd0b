package dev.raglan.internal.type;

import org.jspecify.annotations.Nullable;

/** Makes the value that is written in place of another one, as annotations of its type ask for. */
@FunctionalInterface
public interface Rewriting {

  /**
   * Returns the value to be written.
   *
   * @param room the characters that it may take: of a tree no more need be made
   */
  @Nullable Object rewrite(Object value, int room) throws Throwable;
}
