package dev.raglan.internal.record;

import dev.raglan.model.Status;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a call came out.
 *
 * @param status its status
 * @param error what it threw or failed with; null unless the status is {@link Status#FAILURE}
 */
public record Outcome(Status status, @Nullable Throwable error) {

  /** It returned. */
  public static final Outcome SUCCESS = new Outcome(Status.SUCCESS, null);

  /** It was cancelled; that is no error. */
  public static final Outcome CANCELED = new Outcome(Status.CANCELED, null);

  /** It returned something that has not completed, and that nobody can be told of. */
  public static final Outcome PENDING = new Outcome(Status.PENDING, null);

  /**
   * It threw, or completed with an exception; a {@link CancellationException} is a cancellation.
   */
  public static Outcome of(Throwable error) {
    return error instanceof CancellationException ? CANCELED : new Outcome(Status.FAILURE, error);
  }
}
