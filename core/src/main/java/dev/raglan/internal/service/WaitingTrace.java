package dev.raglan.internal.service;

import dev.raglan.internal.transport.SpanBytes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The spans of one trace that have not been sent. Not thread-safe. */
final class WaitingTrace {

  private final Map<String, SpanData> spans = new LinkedHashMap<>();
  private final Map<String, SpanData> roots = new LinkedHashMap<>();
  private final List<GivenFeedback> feedback = new ArrayList<>();
  private final List<LateChange> changes = new ArrayList<>();
  private final Sums sums;
  private Resource resource = Resource.empty();
  private int carriers;
  private long lastAdded;

  /** The sums over all traces that wait. Not thread-safe. */
  static final class Sums {

    private int toSettle;
    private long bytes;

    /** Returns the number of spans to settle. */
    int toSettle() {
      return toSettle;
    }

    /** Returns the estimated memory of the spans. */
    long bytes() {
      return bytes;
    }

    private void add(int spans, long more) {
      toSettle += spans;
      bytes += more;
    }
  }

  WaitingTrace(Sums sums) {
    this.sums = sums;
  }

  /** Returns true if the span has no parent in this process. */
  static boolean isRoot(SpanData span) {
    SpanContext parent = span.getParentSpanContext();
    return !parent.isValid() || parent.isRemote();
  }

  void add(SpanData span, long now) {
    lastAdded = now;
    if (spans.putIfAbsent(span.getSpanId(), span) != null) {
      carry(); // A second one of that id: to be settled with the first.
      return;
    }
    sums.add(1, SpanBytes.of(span));
    if (isRoot(span)) {
      roots.put(span.getSpanId(), span);
    }
  }

  void add(GivenFeedback given, long now) {
    lastAdded = now;
    feedback.add(given);
    carry();
  }

  void add(LateChange change, long now) {
    lastAdded = now;
    changes.add(change);
    carry();
  }

  private void carry() {
    carriers++;
    sums.add(1, 0);
  }

  void resource(Resource of) {
    resource = of;
  }

  Resource resource() {
    return resource;
  }

  int size() {
    return spans.size();
  }

  /** Returns the number of spans to settle beside the trace's own. */
  int carriers() {
    return carriers;
  }

  long lastAdded() {
    return lastAdded;
  }

  boolean isEmpty() {
    return spans.isEmpty() && carriers == 0;
  }

  /** Returns true if nothing but feedback and changes is here. */
  boolean isAboutSent() {
    return spans.isEmpty() && carriers > 0;
  }

  Collection<SpanData> roots() {
    return List.copyOf(roots.values());
  }

  /** Removes the span that ended first and is no root; false if there is none. */
  boolean removeOldest() {
    Iterator<SpanData> oldest = spans.values().iterator();
    while (oldest.hasNext()) {
      SpanData span = oldest.next();
      if (!roots.containsKey(span.getSpanId())) {
        oldest.remove();
        sums.add(-1, -SpanBytes.of(span));
        return true;
      }
    }
    return false;
  }

  /** Removes and returns the spans of those ids, and all below them. */
  List<SpanData> removeSubtrees(Collection<String> tops) {
    Map<String, List<String>> children = new HashMap<>();
    for (SpanData span : spans.values()) {
      children
          .computeIfAbsent(span.getParentSpanId(), id -> new ArrayList<>())
          .add(span.getSpanId());
    }
    List<SpanData> removed = new ArrayList<>();
    List<String> ahead = new ArrayList<>(tops);
    for (int i = 0; i < ahead.size(); i++) {
      remove(ahead.get(i), removed);
      for (String child : children.getOrDefault(ahead.get(i), List.of())) {
        if (spans.containsKey(child) && !roots.containsKey(child)) {
          ahead.add(child);
        }
      }
    }
    return removed;
  }

  private void remove(String id, List<SpanData> removed) {
    SpanData span = spans.remove(id);
    if (span != null) {
      roots.remove(id);
      sums.add(-1, -SpanBytes.of(span));
      removed.add(span);
    }
  }

  /** Removes and returns all spans. */
  List<SpanData> removeAll() {
    List<SpanData> all = List.copyOf(spans.values());
    List<SpanData> removed = new ArrayList<>();
    all.forEach(span -> remove(span.getSpanId(), removed));
    return removed;
  }

  /** Removes and returns the feedback. */
  List<GivenFeedback> takeFeedback() {
    List<GivenFeedback> taken = List.copyOf(feedback);
    feedback.clear();
    return taken;
  }

  /** Removes and returns the changes. */
  List<LateChange> takeChanges() {
    List<LateChange> taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }

  /** Returns the number of spans to settle beside the trace's own, and forgets them. */
  int takeCarriers() {
    int taken = carriers;
    carriers = 0;
    sums.add(-taken, 0);
    return taken;
  }
}
