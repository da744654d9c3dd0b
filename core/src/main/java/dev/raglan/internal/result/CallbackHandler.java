package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Follows the results that methods hand to a callback among their arguments instead of returning
 * them. Implementations are stateless and thread-safe.
 */
public interface CallbackHandler extends ResultHandler {

  /** Returns true if a parameter of the declared type takes the result. */
  boolean takesResult(Class<?> parameterType);

  /**
   * Follows the result: has one of the call's ending methods called when the callback gets it.
   *
   * @param type the declared type of the parameter
   * @param callback the argument
   * @param outside the context of the caller, in which the callback runs
   * @return a callback that behaves like the argument; null if it does not take the result
   */
  @Nullable Object follow(Class<?> type, Object callback, OpenCall call, Context outside);

  /** Returns false: what is returned is no concern of this handler. */
  @Override
  default boolean handles(Class<?> resultType) {
    return false;
  }

  @Override
  default Object handle(Object result, OpenCall call) {
    return result;
  }
}
