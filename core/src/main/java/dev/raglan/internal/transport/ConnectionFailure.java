package dev.raglan.internal.transport;

import dev.raglan.internal.transport.SendResult.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** The outcome of a request that got no answer. */
final class ConnectionFailure {

  private ConnectionFailure() {}

  /** Returns true if the failure does not say what is wrong. */
  static boolean isUnexplained(IOException failure) {
    return result(failure, "").kind() == Kind.UNEXPLAINED_FAILURE;
  }

  /**
   * Returns the outcome.
   *
   * @param authority the host and port
   */
  static SendResult result(IOException failure, String authority) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    if (failure instanceof UnknownHostException) {
      return failed(Kind.RETRY, "unknown host: " + authority);
    }
    if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
      boolean unreachable = message.contains("unreachable") || message.contains("No route");
      return failed(
          Kind.RETRY, (unreachable ? "host unreachable: " : "connection refused: ") + authority);
    }
    if (failure instanceof SSLException) {
      return failed(Kind.RETRY, "TLS failed: " + authority + " (" + message + ")");
    }
    if (failure instanceof InterruptedIOException) {
      return failed(Kind.TIMEOUT, "no answer in time: " + authority);
    }
    if (failure instanceof EOFException || message.startsWith("unexpected end of stream")) {
      return failed(Kind.UNEXPLAINED_FAILURE, "connection closed before the answer: " + authority);
    }
    String detail = message.isEmpty() ? failure.getClass().getSimpleName() : message;
    return failed(
        Kind.UNEXPLAINED_FAILURE, "connection failed: " + authority + " (" + detail + ")");
  }

  private static SendResult failed(Kind kind, String summary) {
    return SendResult.failed(kind, FailureCause.of(summary));
  }
}
