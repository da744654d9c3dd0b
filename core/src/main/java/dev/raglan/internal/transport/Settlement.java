package dev.raglan.internal.transport;

/** The account of one batch: each of its spans is settled once. Thread-safe. */
public interface Settlement {

  /** The reasons for which an exporter gives spans up. */
  enum Loss {
    /** The target could not be reached, or failed. */
    FAILED,
    /** The target did not answer in time. */
    TIMEOUT,
    /** The target answered that it will not accept the spans. */
    REJECTED,
    /** The exporter had no room to keep the spans until their trace has finished. */
    FULL,
    /** The target has no place for the spans, such as feedback that it cannot take; no failure. */
    NOT_TAKEN
  }

  /** Counts spans that the target accepted. */
  void exported(int spans);

  /** Counts spans that will not be delivered. */
  void dropped(int spans, Loss reason, FailureCause cause);

  /**
   * Takes a part that was not delivered: it is kept for later, or dropped.
   *
   * @param reason counted if it is dropped
   */
  default void unsent(Part part, Loss reason, FailureCause cause) {
    dropped(part.spans(), reason, cause);
  }

  /**
   * Returns true if no further attempt is wanted, because the parts that are left can be kept.
   *
   * @param failed true if an attempt has failed
   */
  default boolean isPostponed(boolean failed) {
    return false;
  }

  /**
   * Sets the number of spans that the exporter keeps beyond this call, such as those of traces that
   * have not finished. They stay queued; this settlement has the other ones to settle, of this call
   * and of former ones.
   *
   * @return false if all were settled from outside, and the exporter has to forget what it keeps
   */
  boolean keeping(int spans);

  /** Reports a failed attempt that will be repeated. */
  void failing(FailureCause cause);

  /** Returns the time left for the batch, back-off included; negative past the deadline. */
  long nanosLeft();

  /** Returns true once the remaining spans were dropped from outside, as at shutdown. */
  boolean isAbandoned();

  /** Counts spans that were sent after their trace, and traces without their topmost span. */
  default void outOfOrder(long lateSpans, long unfinishedTraces) {}
}
