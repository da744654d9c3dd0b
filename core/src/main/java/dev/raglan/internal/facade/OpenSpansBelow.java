package dev.raglan.internal.facade;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open spans below one, which are linked to each other: a set would take a table, and a node
 * for each. Thread-safe.
 */
final class OpenSpansBelow {

  private @Nullable RecordingSpan last;

  synchronized void add(RecordingSpan span) {
    span.previous = last;
    if (last != null) {
      last.next = span;
    }
    last = span;
    span.isLinked = true;
  }

  /** Removes a span, if it is among them. */
  synchronized void remove(RecordingSpan span) {
    if (!span.isLinked) {
      return;
    }
    RecordingSpan before = span.previous;
    RecordingSpan after = span.next;
    if (before != null) {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    span.previous = null;
    span.next = null;
    span.isLinked = false;
  }

  /** Adds the spans to a list, the latest first. */
  synchronized void addTo(List<RecordingSpan> spans) {
    for (RecordingSpan each = last; each != null; each = each.previous) {
      spans.add(each);
    }
  }
}
