package dev.raglan.internal.treelog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Spans in the order of a tree, children by start time. Spans whose parent is not among them stand
 * at the top.
 *
 * @param rows at least one, if there was a span
 * @param tokens the tokens of all; a span's own usage counts for all below it
 * @param cost the cost of all, counted in the same way
 */
record TraceTree(List<Row> rows, long tokens, double cost) {

  private static final Comparator<LoggedSpan> BY_START =
      Comparator.comparingLong(LoggedSpan::startNanos);

  /**
   * A line of the tree.
   *
   * @param branch the box drawing before the name
   */
  record Row(String branch, LoggedSpan span) {}

  /** Returns the tree of those spans, of which there is at least one. */
  static TraceTree of(Collection<LoggedSpan> spans) {
    Map<String, List<LoggedSpan>> children = childrenByParent(spans);
    return new Walk(children).from(tops(spans, children));
  }

  /** Returns the first local root; without one, the first span. */
  LoggedSpan root() {
    for (Row row : rows) {
      if (row.span().localRoot()) {
        return row.span();
      }
    }
    return rows.get(0).span();
  }

  /** Returns true if any span failed. */
  boolean failed() {
    return rows.stream().anyMatch(row -> row.span().failed());
  }

  /** Returns the spans by their parent's id, each list by start time. */
  static Map<String, List<LoggedSpan>> childrenByParent(Collection<LoggedSpan> spans) {
    Map<String, List<LoggedSpan>> children = new HashMap<>();
    for (LoggedSpan span : spans) {
      children.computeIfAbsent(span.parentId(), id -> new ArrayList<>()).add(span);
    }
    children.values().forEach(list -> list.sort(BY_START));
    return children;
  }

  /**
   * Returns the spans at the top; of spans that are all each other's ancestors, as with forged ids,
   * the first.
   */
  private static List<LoggedSpan> tops(
      Collection<LoggedSpan> spans, Map<String, List<LoggedSpan>> children) {
    Set<String> ids = new HashSet<>();
    spans.forEach(span -> ids.add(span.spanId()));
    List<LoggedSpan> inOrder = spans.stream().sorted(BY_START).toList();
    List<LoggedSpan> tops = new ArrayList<>();
    Set<String> reached = new HashSet<>();
    for (LoggedSpan span : inOrder) {
      if (!ids.contains(span.parentId())) {
        tops.add(span);
        reach(span, children, reached);
      }
    }
    for (LoggedSpan span : inOrder) {
      if (!reached.contains(span.spanId())) {
        tops.add(span);
        reach(span, children, reached);
      }
    }
    return tops;
  }

  private static void reach(
      LoggedSpan top, Map<String, List<LoggedSpan>> children, Set<String> reached) {
    Deque<LoggedSpan> ahead = new ArrayDeque<>(List.of(top));
    while (!ahead.isEmpty()) {
      LoggedSpan span = ahead.pop();
      if (reached.add(span.spanId())) {
        ahead.addAll(children.getOrDefault(span.spanId(), List.of()));
      }
    }
  }

  /** A walk over spans, parents before children; not by recursion, as trees may be deep. */
  private static final class Walk {

    /** The depth at which deeper spans are drawn, since a line must not grow with the tree. */
    private static final int MAX_DEPTH = 10;

    private final Map<String, List<LoggedSpan>> children;
    private final Deque<Position> ahead = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private long tokens;
    private double cost;

    Walk(Map<String, List<LoggedSpan>> children) {
      this.children = children;
    }

    TraceTree from(List<LoggedSpan> tops) {
      for (int i = tops.size() - 1; i >= 0; i--) {
        ahead.push(new Position(tops.get(i), "", i == tops.size() - 1, 0, false, false));
      }
      while (!ahead.isEmpty()) {
        Position next = ahead.pop();
        if (seen.add(next.span().spanId())) {
          visit(next);
        }
      }
      return new TraceTree(rows, tokens, cost);
    }

    private void visit(Position position) {
      rows.add(position.row());
      tokens += position.tokens() ? 0 : position.span().tokens();
      cost += position.cost() ? 0 : position.span().cost();
      List<LoggedSpan> below = children.getOrDefault(position.span().spanId(), List.of());
      for (int i = below.size() - 1; i >= 0; i--) {
        ahead.push(position.down(below.get(i), i == below.size() - 1));
      }
    }

    /**
     * A span in the walk.
     *
     * @param tokens true if its tokens are counted above it
     * @param cost true if its cost is counted above it
     */
    private record Position(
        LoggedSpan span, String indent, boolean last, int depth, boolean tokens, boolean cost) {

      Row row() {
        return new Row(indent + (last ? "└─ " : "├─ "), span);
      }

      Position down(LoggedSpan child, boolean lastChild) {
        String deeper = depth < MAX_DEPTH ? indent + (last ? "   " : "│  ") : indent;
        boolean tokensCounted = tokens || span.tokens() > 0;
        boolean costCounted = cost || span.cost() > 0;
        return new Position(child, deeper, lastChild, depth + 1, tokensCounted, costCounted);
      }
    }
  }
}
