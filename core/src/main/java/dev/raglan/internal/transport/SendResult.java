package dev.raglan.internal.transport;

import dev.raglan.internal.transport.Settlement.Loss;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one attempt to send a part of a batch.
 *
 * @param kind decides about a further attempt
 * @param cause null if nothing was refused
 * @param rejected the spans of an accepted request that the target rejected
 * @param retryAfterNanos the pause the target asked for; negative if it did not
 */
public record SendResult(
    Kind kind, @Nullable FailureCause cause, long rejected, long retryAfterNanos) {

  /** The kinds of outcome. */
  public enum Kind {
    /** The target accepted the request, perhaps without some of its spans. */
    ACCEPTED,
    /** The request failed and may succeed later. */
    RETRY,
    /** The target did not answer in time; the request may be repeated. */
    TIMEOUT,
    /** The request is too large; its halves may be accepted. */
    TOO_LARGE,
    /** The connection failed during the request; repeated, in halves if the request is large. */
    UNEXPLAINED_FAILURE,
    /** The target refused without a reason; the halves of a large request may be accepted. */
    UNEXPLAINED_REFUSAL,
    /** The request will never be accepted. */
    REFUSED,
    /** The target has no place for it, and nothing was sent. */
    NOT_TAKEN
  }

  /** Returns the outcome of a request that was accepted whole. */
  public static SendResult accepted() {
    return new SendResult(Kind.ACCEPTED, null, 0, -1);
  }

  /** Returns the outcome of a request of which the target rejected some spans. */
  public static SendResult partly(long rejected, @Nullable FailureCause cause) {
    return new SendResult(Kind.ACCEPTED, cause, rejected, -1);
  }

  /** Returns a failed outcome. */
  public static SendResult failed(Kind kind, FailureCause cause) {
    return new SendResult(kind, cause, 0, -1);
  }

  /** Returns an outcome to be retried after the pause. */
  public static SendResult retryAfter(long nanos, FailureCause cause) {
    return new SendResult(Kind.RETRY, cause, 0, nanos);
  }

  /** Returns true if the request failed and may be repeated. */
  boolean isToBeRepeated() {
    return kind == Kind.RETRY || kind == Kind.TIMEOUT || kind == Kind.UNEXPLAINED_FAILURE;
  }

  Loss loss() {
    return switch (kind) {
      case TIMEOUT -> Loss.TIMEOUT;
      case NOT_TAKEN -> Loss.NOT_TAKEN;
      case TOO_LARGE, REFUSED, UNEXPLAINED_REFUSAL -> Loss.REJECTED;
      default -> Loss.FAILED;
    };
  }
}
