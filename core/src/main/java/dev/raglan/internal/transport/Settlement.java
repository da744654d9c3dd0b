package dev.raglan.internal.transport;

import dev.raglan.export.DropReason;

/** The account of one batch: each of its spans is settled once. Thread-safe. */
public interface Settlement {

  /** Counts spans that the target accepted. */
  void exported(int spans);

  /** Counts spans that will not be delivered. */
  void dropped(int spans, DropReason reason, FailureCause cause);

  /** Reports a failed attempt that will be repeated. */
  void failing(FailureCause cause);

  /** Returns the time left for the batch, back-off included; negative past the deadline. */
  long nanosLeft();

  /** Returns true once the remaining spans were dropped from outside, as at shutdown. */
  boolean isAbandoned();
}
