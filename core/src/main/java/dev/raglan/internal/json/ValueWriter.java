package dev.raglan.internal.json;

/** Writes the values of one class. Stateless; may throw whatever the value's own code throws. */
@FunctionalInterface
interface ValueWriter {

  /**
   * Writes one value.
   *
   * @return false if there was no room for it; what was appended is then taken back
   */
  boolean write(Object value, JsonWalk walk) throws Throwable;
}
