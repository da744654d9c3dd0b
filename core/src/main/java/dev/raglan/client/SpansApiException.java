package dev.raglan.client;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of the Spans API that failed. The message holds the beginning of the service's
 * explanation, in one escaped line, and never the API key.
 *
 * <p>This type itself, and none of its subclasses, stands for a redirect, for any other status, and
 * for an answer that is not the Spans API's.
 */
public class SpansApiException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable Duration retryAfter;
  private final transient List<StoredSpan> stored;

  /** Creates an exception of these details. */
  public SpansApiException(Details details) {
    super(details.message(), details.cause());
    this.status = details.status();
    this.retryAfter = details.retryAfter();
    this.stored = details.stored();
  }

  /** Returns the HTTP status; 0 if there was no answer. */
  public int status() {
    return status;
  }

  /** Returns the delay that the service asked for before another attempt; null if it did not. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /**
   * Returns the spans that earlier requests of the same batch had stored; empty if there were none.
   * Those of the request that failed, and of later ones, are not among them.
   */
  public List<StoredSpan> stored() {
    return stored == null ? List.of() : stored;
  }

  /**
   * The details of a failed call.
   *
   * @param message in one line
   * @param status the HTTP status; 0 if there was no answer
   * @param retryAfter the delay that the service asked for; null if it did not
   * @param stored the spans that earlier requests of the same batch had stored
   * @param cause null if there is none
   */
  public record Details(
      String message,
      int status,
      @Nullable Duration retryAfter,
      List<StoredSpan> stored,
      @Nullable Throwable cause) {

    /** Copies the list. */
    public Details {
      stored = List.copyOf(stored);
    }
  }

  /** Thrown when the API key or the account is refused: status 401 or 403. */
  public static final class Unauthorized extends SpansApiException {

    @Serial private static final long serialVersionUID = 1L;

    /** Creates an exception of these details. */
    public Unauthorized(Details details) {
      super(details);
    }
  }

  /** Thrown when the span is unknown: status 404. */
  public static final class NotFound extends SpansApiException {

    @Serial private static final long serialVersionUID = 1L;

    /** Creates an exception of these details. */
    public NotFound(Details details) {
      super(details);
    }
  }

  /** Thrown when an id is taken, or a parent is not of the same trace: status 409. */
  public static final class Conflict extends SpansApiException {

    @Serial private static final long serialVersionUID = 1L;

    /** Creates an exception of these details. */
    public Conflict(Details details) {
      super(details);
    }
  }

  /** Thrown when a value is refused: status 400, 413 or 422. */
  public static final class Validation extends SpansApiException {

    @Serial private static final long serialVersionUID = 1L;

    /** Creates an exception of these details. */
    public Validation(Details details) {
      super(details);
    }
  }

  /** Thrown when the service is asked too often: status 429; {@link #retryAfter()} is its delay. */
  public static final class RateLimited extends SpansApiException {

    @Serial private static final long serialVersionUID = 1L;

    /** Creates an exception of these details. */
    public RateLimited(Details details) {
      super(details);
    }
  }

  /**
   * The service could not be reached, did not answer in time, or failed: status 0, 408 or from 500.
   * It may have done what it was asked.
   */
  public static final class Unavailable extends SpansApiException {

    @Serial private static final long serialVersionUID = 1L;

    /** Creates an exception of these details. */
    public Unavailable(Details details) {
      super(details);
    }
  }

  /**
   * The calling thread was interrupted, or the client closed, before the answer. The service may
   * have done what it was asked. The thread's interrupt status is set again.
   */
  public static final class Interrupted extends SpansApiException {

    @Serial private static final long serialVersionUID = 1L;

    /** Creates an exception of these details. */
    public Interrupted(Details details) {
      super(details);
    }
  }
}
