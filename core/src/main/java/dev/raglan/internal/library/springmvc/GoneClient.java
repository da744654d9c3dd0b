package dev.raglan.internal.library.springmvc;

import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import org.springframework.web.util.DisconnectedClientHelper;

/** Telling of a client that has gone away, which cancels what it waited for. */
final class GoneClient {

  private GoneClient() {}

  /** Returns true if the error is that of a response whose client is no longer there. */
  static boolean isGone(Throwable error) {
    return Safe.orElse(() -> DisconnectedClientHelper.isClientDisconnectedException(error), false);
  }

  /** Ends the call of a response with an error. */
  static void end(Throwable error, OpenCall call) {
    if (isGone(error)) {
      call.canceled();
    } else {
      call.failed(error);
    }
  }
}
