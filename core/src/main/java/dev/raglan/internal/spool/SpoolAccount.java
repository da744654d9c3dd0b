package dev.raglan.internal.spool;

/**
 * The account of the spans that a spool finds and loses. Called with the spool locked; what is
 * delivered is told to {@link Spool#settle} alone.
 */
public interface SpoolAccount {

  /** The causes of losses. */
  enum Loss {
    /** The spool was full, and the spans were its oldest. */
    FULL,
    /** The spans were older than allowed. */
    EXPIRED,
    /** The spans could not be read back. */
    DAMAGED
  }

  /** Counts spans that an owner which is gone has left. */
  void found(int spans);

  /** Counts spans that were in the spool, found ones included. */
  void lost(int spans, Loss loss);
}
