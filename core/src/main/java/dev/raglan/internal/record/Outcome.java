package dev.raglan.internal.record;

import dev.raglan.internal.safe.Safe;
import dev.raglan.model.Status;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a call.
 *
 * @param status its status
 * @param error the exception that it threw or failed with; null unless the status is {@link
 *     Status#FAILURE}
 * @param told false if only the class of the exception is recorded
 */
public record Outcome(Status status, @Nullable Throwable error, boolean told) {

  /**
   * Exceptions that only a response throws. A request to a model does not fail with them, as it may
   * with a connection that was reset.
   */
  private static final Set<String> GONE_CLIENTS =
      Set.of(
          "org.springframework.web.context.request.async.AsyncRequestNotUsableException",
          "org.apache.catalina.connector.ClientAbortException");

  private static final int MOST_CAUSES = 8;

  /** Creates an outcome of which an exception is recorded as the configuration has it. */
  public Outcome(Status status, @Nullable Throwable error) {
    this(status, error, true);
  }

  /** A call that returned. */
  public static final Outcome SUCCESS = new Outcome(Status.SUCCESS, null);

  /** A call that was cancelled, which is not an error. */
  public static final Outcome CANCELED = new Outcome(Status.CANCELED, null);

  /** A call whose result has not completed, and whose completion cannot be observed. */
  public static final Outcome PENDING = new Outcome(Status.PENDING, null);

  /**
   * Returns the outcome of a call that threw, or completed with an exception; a {@link
   * CancellationException} is a cancellation, and so is whatever a client caused that no longer
   * waits for its response.
   */
  public static Outcome of(Throwable error) {
    return error instanceof CancellationException || Safe.orElse(() -> isOfGoneClient(error), false)
        ? CANCELED
        : new Outcome(Status.FAILURE, error);
  }

  private static boolean isOfGoneClient(Throwable error) {
    Throwable cause = error;
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      if (GONE_CLIENTS.contains(cause.getClass().getName())) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** Returns the same, of which only the class of the exception is recorded. */
  public Outcome withoutMessage() {
    return error == null ? this : new Outcome(status, error, false);
  }
}
