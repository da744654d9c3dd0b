package dev.raglan.internal.treelog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * @param tokens used altogether; a span's own usage counts for all below it
 * @param cost of all, counted in the same way
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

  /** The tree of those spans, of which there is at least one. */
  static TraceTree of(Collection<LoggedSpan> spans) {
    return new TraceTreeWalk(childrenByParent(spans)).from(tops(spans));
  }

  /** The first local root; without one, the first span. */
  LoggedSpan root() {
    for (Row row : rows) {
      if (row.span().localRoot()) {
        return row.span();
      }
    }
    return rows.get(0).span();
  }

  /** Whether any span failed. */
  boolean failed() {
    return rows.stream().anyMatch(row -> row.span().failed());
  }

  /** The spans by their parent's id, each list by start time. */
  static Map<String, List<LoggedSpan>> childrenByParent(Collection<LoggedSpan> spans) {
    Map<String, List<LoggedSpan>> children = new HashMap<>();
    for (LoggedSpan span : spans) {
      children.computeIfAbsent(span.parentId(), id -> new ArrayList<>()).add(span);
    }
    children.values().forEach(list -> list.sort(BY_START));
    return children;
  }

  /** Where to start; spans that are all each other's ancestors (forged ids) have no other top. */
  private static List<LoggedSpan> tops(Collection<LoggedSpan> spans) {
    Set<String> ids = new HashSet<>();
    spans.forEach(span -> ids.add(span.spanId()));
    List<LoggedSpan> tops =
        spans.stream().filter(span -> !ids.contains(span.parentId())).sorted(BY_START).toList();
    return tops.isEmpty() ? spans.stream().sorted(BY_START).limit(1).toList() : tops;
  }
}
