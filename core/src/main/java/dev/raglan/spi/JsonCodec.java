package dev.raglan.spi;

import org.jspecify.annotations.Nullable;

/**
 * Turns values of types that the writer does not know well into plain trees, which the writer then
 * bounds and redacts.
 *
 * <p>It lets another mapper, Jackson 3 for one, render an application's own types. It is asked for
 * types that are neither scalars, maps, collections or arrays nor types that are never touched
 * (streams, iterators, futures, proxies and the like). Annotations such as {@code @Exclude} inside
 * a value that a codec renders are the codec's to honor; names that are redacted still are.
 *
 * <p>Implementations are thread-safe. What they throw is caught: the value becomes a placeholder
 * that names its type.
 */
public interface JsonCodec {

  /** Returns true if this codec renders values of the type; asked once for each class. */
  boolean supports(Class<?> type);

  /**
   * Returns the value as a tree of Maps, Lists, Strings, Numbers, Booleans and null.
   *
   * @param value of a class that {@link #supports} said yes to
   */
  @Nullable Object toTree(Object value);
}
