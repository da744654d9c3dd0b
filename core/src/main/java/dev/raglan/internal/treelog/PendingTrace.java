package dev.raglan.internal.treelog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The spans of one trace that are not printed yet. Not thread-safe. */
final class PendingTrace {

  static final int MAX_SPANS = 2_000;

  private final Map<String, LoggedSpan> spans = new LinkedHashMap<>();
  private boolean rooted;
  private int leftOut;
  private long bytes;
  private long lastAdded;

  /**
   * Adds the span; beyond the limit only a local root is kept, others are counted.
   *
   * @param now by any clock
   * @param full true if there is no room
   */
  void add(LoggedSpan span, long now, boolean full) {
    lastAdded = now;
    if ((full || spans.size() >= MAX_SPANS) && !span.localRoot()) {
      leftOut++;
      return;
    }
    if (spans.putIfAbsent(span.spanId(), span) == null) {
      bytes += span.bytes();
    }
    rooted |= span.localRoot();
  }

  int size() {
    return spans.size();
  }

  /** Returns the estimated memory of the spans. */
  long bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  /** Returns true if a local root is here, so that the tree can be printed. */
  boolean isRooted() {
    return rooted;
  }

  int leftOut() {
    return leftOut;
  }

  long lastAdded() {
    return lastAdded;
  }

  /** Returns the spans, in the order in which they ended. */
  Collection<LoggedSpan> spans() {
    return spans.values();
  }

  /** Removes and returns the spans that descend from those. */
  List<LoggedSpan> removeDescendants(Set<String> ancestors) {
    List<LoggedSpan> descendants = new ArrayList<>();
    Map<String, List<LoggedSpan>> children = TraceTree.childrenByParent(spans.values());
    List<String> parents = new ArrayList<>(ancestors);
    for (int i = 0; i < parents.size(); i++) {
      for (LoggedSpan child : children.getOrDefault(parents.get(i), List.of())) {
        if (spans.remove(child.spanId()) != null) {
          bytes -= child.bytes();
          descendants.add(child);
          parents.add(child.spanId());
        }
      }
    }
    return descendants;
  }
}
