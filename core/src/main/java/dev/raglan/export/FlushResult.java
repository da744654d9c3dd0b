package dev.raglan.export;

/**
 * What a flush, or a close, can say for certain.
 *
 * <p>Numbers are of spans since the end of the last flush, so that of several flushes in a row each
 * span is told of once; a span that goes to two targets counts twice.
 *
 * @param complete whether everything that had ended before is with every target: nothing failed,
 *     and nothing is left
 * @param exported spans that a target took
 * @param failed spans that were dropped, whatever the reason; {@link DeliveryStats} tells it
 * @param left spans that still wait or are under way because time was up; after a close they are
 *     given up
 */
public record FlushResult(boolean complete, long exported, long failed, long left) {

  /** There was nothing to deliver. */
  public static final FlushResult NOTHING = new FlushResult(true, 0, 0, 0);
}
