package dev.raglan.internal.treelog;

import dev.raglan.internal.treelog.TraceTree.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One walk over spans, parents before children; not by recursion, as trees may be deep. */
final class TraceTreeWalk {

  /** Deeper spans are drawn at this depth: a line must not grow with the tree. */
  private static final int MAX_DEPTH = 24;

  private final Map<String, List<LoggedSpan>> children;
  private final Deque<Step> ahead = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private final List<Row> rows = new ArrayList<>();
  private long tokens;
  private double cost;

  /** A walk not yet begun. */
  TraceTreeWalk(Map<String, List<LoggedSpan>> children) {
    this.children = children;
  }

  /** A span on the way, and whether its usage is already counted above it. */
  private record Step(
      LoggedSpan span, String indent, boolean last, int depth, boolean tokens, boolean cost) {

    Row row() {
      return new Row(indent + (last ? "└─ " : "├─ "), span);
    }

    Step down(LoggedSpan child, boolean lastChild) {
      String deeper = depth < MAX_DEPTH ? indent + (last ? "   " : "│  ") : indent;
      boolean tokensCounted = tokens || span.tokens() > 0;
      boolean costCounted = cost || span.cost() > 0;
      return new Step(child, deeper, lastChild, depth + 1, tokensCounted, costCounted);
    }
  }

  /** The tree under those spans. */
  TraceTree from(List<LoggedSpan> tops) {
    for (int i = tops.size() - 1; i >= 0; i--) {
      ahead.push(new Step(tops.get(i), "", i == tops.size() - 1, 0, false, false));
    }
    while (!ahead.isEmpty()) {
      Step step = ahead.pop();
      if (seen.add(step.span().spanId())) {
        visit(step);
      }
    }
    return new TraceTree(rows, tokens, cost);
  }

  private void visit(Step step) {
    rows.add(step.row());
    tokens += step.tokens() ? 0 : step.span().tokens();
    cost += step.cost() ? 0 : step.span().cost();
    List<LoggedSpan> below = children.getOrDefault(step.span().spanId(), List.of());
    for (int i = below.size() - 1; i >= 0; i--) {
      ahead.push(step.down(below.get(i), i == below.size() - 1));
    }
  }
}
