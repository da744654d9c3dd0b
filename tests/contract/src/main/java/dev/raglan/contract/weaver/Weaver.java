package dev.raglan.contract.weaver;

import dev.raglan.Raglan;
import java.util.function.Supplier;

/** Makes subjects whose annotated methods are traced. */
@FunctionalInterface
public interface Weaver {

  /**
   * A subject whose calls are traced.
   *
   * @param type the interface that the subject is called through
   * @param subject a new instance of the annotated class
   * @param raglan what traces; it is {@link Raglan#global()} as well
   */
  <T> T traced(Class<T> type, Supplier<? extends T> subject, Raglan raglan);
}
