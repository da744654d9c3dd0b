package dev.raglan.spi;

/**
 * Follows one kind of result that is not complete when its method returns, and ends the span when
 * it is.
 *
 * <p>Found through {@link java.util.ServiceLoader}; the application's own are asked before
 * Raglan's. Implementations are stateless and thread-safe, and never consume the result themselves.
 */
public interface ResultHandler {

  /** Returns true if the handler follows results of the class, which is the one at run time. */
  boolean handles(Class<?> resultType);

  /**
   * Returns true if what {@link #handle} returns can be returned by a method of the declared type.
   * Handlers that return the same instance always fit.
   */
  default boolean fits(Class<?> declaredType) {
    return true;
  }

  /**
   * Returns true if a method that is declared to return the type works when its result is
   * subscribed to, rather than when it is called. Its span then starts with the subscription.
   */
  default boolean startsOnSubscription(Class<?> declaredType) {
    return false;
  }

  /**
   * Follows the result: has one of the call's ending methods called when it is complete.
   *
   * @param result what the method returned; not null
   * @return what the application gets: the same instance where it can be watched, else one that
   *     behaves like it
   */
  Object handle(Object result, OpenCall call);
}
