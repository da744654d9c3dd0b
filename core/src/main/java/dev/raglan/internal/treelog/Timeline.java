package dev.raglan.internal.treelog;

/**
 * The time that a tree's spans took together, drawn as bars.
 *
 * @param startNanos when the first span started, since the epoch
 * @param endNanos when the last span ended, since the epoch
 * @param lone whether there is one span only, which needs no bar
 */
record Timeline(long startNanos, long endNanos, boolean lone) {

  private static final int CELLS = 10;

  static Timeline of(TraceTree tree) {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    for (TraceTree.Row row : tree.rows()) {
      start = Math.min(start, row.span().startNanos());
      end = Math.max(end, row.span().endNanos());
    }
    return new Timeline(start, end, tree.rows().size() == 1);
  }

  /** The time from the first start to the last end. */
  long nanos() {
    return endNanos - startNanos;
  }

  /** A bar that shows when the span ran; empty for a lone span. */
  String bar(LoggedSpan span) {
    if (lone) {
      return "";
    }
    double nanosPerCell = Math.max(1, nanos()) / (double) CELLS;
    int from = (int) ((span.startNanos() - startNanos) / nanosPerCell);
    int to = (int) Math.ceil((span.endNanos() - startNanos) / nanosPerCell);
    int start = Math.min(from, CELLS - 1);
    return " ".repeat(start) + "━".repeat(Math.max(1, Math.min(to, CELLS) - start));
  }
}
