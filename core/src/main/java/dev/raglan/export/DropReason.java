package dev.raglan.export;

/** Why a span did not reach a target. */
public enum DropReason {
  /** It would have made the queue hold more bytes than it may. */
  QUEUE_FULL_BYTES,
  /** It would have made the queue hold more spans than it may. */
  QUEUE_FULL_SPANS,
  /** The target refused it, or could not be reached. */
  EXPORT_FAILED,
  /** The target did not answer in time; whether it has the span is not known. */
  EXPORT_TIMEOUT,
  /** It ended after delivery was closed. */
  CLOSED,
  /** It was still waiting, or under way, when the time for closing was up. */
  ABANDONED_AT_SHUTDOWN,
  /** Something of Raglan's or of the JVM's failed, such as memory for the next batch. */
  INTERNAL_ERROR;

  public static final int COUNT = values().length;
}
