package dev.raglan.internal.treelog;

/**
 * The time range of a tree, with bars for its spans.
 *
 * @param startNanos the first start, since the epoch
 * @param endNanos the last end, since the epoch
 * @param lone true for a single span, which needs no bar
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

  /** Returns the time from the first start to the last end. */
  long nanos() {
    return endNanos - startNanos;
  }

  /** Returns a bar at the span's place in time; empty for a lone span. */
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
