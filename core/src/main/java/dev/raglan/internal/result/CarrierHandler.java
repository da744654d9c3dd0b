package dev.raglan.internal.result;

import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;

/**
 * Handler of results that hold another one, such as the body of a response. The call ends with what
 * they hold, which {@link ResultHandlers} follows as if the method had returned it.
 */
public interface CarrierHandler extends ResultHandler {

  /** Returns true if a framework writes what is held, and reads it as what it may be written as. */
  default boolean isWrittenOut() {
    return false;
  }

  /** Returns a carrier that is as the given one, but for what it holds. */
  Object with(Object carrier, Object held);

  /** Ends the call of a carrier that holds nothing that is still to come. */
  @Override
  default Object handle(Object result, OpenCall call) {
    call.completed(result);
    return result;
  }
}
