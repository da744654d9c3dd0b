package dev.raglan.export;

/**
 * The outcome of a flush or a close.
 *
 * <p>Numbers are of spans since the end of the last flush, so that flushes in a row report each
 * span once; a span that goes to two targets counts twice.
 *
 * @param complete true if every span that had ended before is with every target
 * @param exported spans that a target accepted
 * @param failed spans that were dropped; {@link DeliveryStats} has the reasons
 * @param left spans not yet delivered when time was up; after a close they are in the spool, if
 *     there is one, or dropped
 */
public record FlushResult(boolean complete, long exported, long failed, long left) {

  /** The outcome when there was nothing to deliver. */
  public static final FlushResult NOTHING = new FlushResult(true, 0, 0, 0);

  /**
   * The outcome where the application delivers the spans with an SDK of its own, so that nothing is
   * known of them.
   */
  public static final FlushResult UNKNOWN = new FlushResult(false, 0, 0, 0);
}
