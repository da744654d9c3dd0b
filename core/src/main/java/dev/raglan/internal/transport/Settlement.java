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
    REJECTED
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
  void unsent(Part part, Loss reason, FailureCause cause);

  /**
   * Returns true if no further attempt is wanted, because the parts that are left can be kept.
   *
   * @param failed true if an attempt has failed
   */
  boolean isPostponed(boolean failed);

  /** Reports a failed attempt that will be repeated. */
  void failing(FailureCause cause);

  /** Returns the time left for the batch, back-off included; negative past the deadline. */
  long nanosLeft();

  /** Returns true once the remaining spans were dropped from outside, as at shutdown. */
  boolean isAbandoned();
}
