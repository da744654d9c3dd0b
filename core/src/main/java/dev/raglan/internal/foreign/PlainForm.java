package dev.raglan.internal.foreign;

import org.jspecify.annotations.Nullable;

/** The making of plain values from values of one class. */
@FunctionalInterface
interface PlainForm {

  /**
   * Returns a map, a list, a scalar, or what the value holds; whatever the value throws comes
   * through.
   */
  @Nullable Object of(Object value);

  /** Finds the form of a class. */
  @FunctionalInterface
  interface Finder {

    /**
     * Returns the form of values of a class; null if they are to be left alone.
     *
     * @param owner the class or the ancestor of it that is known by its name
     */
    @Nullable PlainForm find(Class<?> owner, Class<?> type) throws ReflectiveOperationException;
  }
}
