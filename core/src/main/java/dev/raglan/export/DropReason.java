package dev.raglan.export;

/** The reason a span did not reach a target. */
public enum DropReason {
  /** The queue had no room for the span's bytes. */
  QUEUE_FULL_BYTES,
  /** The queue held the most spans it may. */
  QUEUE_FULL_SPANS,
  /** The export failed, or the target could not be reached. */
  EXPORT_FAILED,
  /** The target answered that it will not accept the span. */
  REJECTED,
  /** The target did not answer in time; it may or may not have the span. */
  EXPORT_TIMEOUT,
  /** The span ended after delivery was closed. */
  CLOSED,
  /** The span still waited or was being exported when the time for closing was up. */
  ABANDONED_AT_SHUTDOWN,
  /** The spool was full, and the span was among its oldest. */
  SPOOL_FULL,
  /** The span was in the spool for longer than it may be. */
  SPOOL_EXPIRED,
  /** The span could not be read back from the spool; at least one for each damaged record. */
  SPOOL_DAMAGED,
  /**
   * The target has no place for it, such as feedback on a project, or a change of a trace that it
   * cannot change any more. Not a failure.
   */
  NOT_TAKEN,
  /** Raglan or the JVM failed, for example for want of memory. */
  INTERNAL_ERROR;

  /** The number of reasons. */
  public static final int COUNT = values().length;
}
