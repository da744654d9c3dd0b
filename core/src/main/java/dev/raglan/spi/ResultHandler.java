package dev.raglan.spi;

/**
 * Knows one kind of result that is not there yet when its method returns, and ends the span when it
 * is.
 *
 * <p>Found through {@link java.util.ServiceLoader}; the application's own are asked before
 * Raglan's. Implementations are stateless and thread-safe, and never consume the result themselves.
 */
public interface ResultHandler {

  /** Whether the handler takes care of results of the class, which is the one at run time. */
  boolean handles(Class<?> resultType);

  /**
   * Whether what {@link #handle} returns can be returned by a method of the declared type. Handlers
   * that return the same instance always fit.
   */
  default boolean fits(Class<?> declaredType) {
    return true;
  }

  /**
   * Whether a method that is declared to return the type works when its result is subscribed to,
   * rather than when it is called. Its span then starts with the subscription.
   */
  default boolean startsOnSubscription(Class<?> declaredType) {
    return false;
  }

  /**
   * Takes care of the result: sees to it that one of the call's ending methods is called.
   *
   * @param result what the method returned; not null
   * @return what the application gets: the same instance where it can be watched, else one that
   *     behaves like it
   */
  Object handle(Object result, OpenCall call);
}
