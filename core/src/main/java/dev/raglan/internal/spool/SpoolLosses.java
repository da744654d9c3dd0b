package dev.raglan.internal.spool;

/** A listener told of spans that a spool has lost. Called with the spool locked. */
public interface SpoolLosses {

  /** The causes. */
  enum Loss {
    /** The spool was full, and the spans were its oldest. */
    FULL,
    /** The spans were older than allowed. */
    EXPIRED,
    /** The spans could not be read back. */
    DAMAGED
  }

  /** Counts spans that were in the spool. */
  void lost(int spans, Loss loss);
}
