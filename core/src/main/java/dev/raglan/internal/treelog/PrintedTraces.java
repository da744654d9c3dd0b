package dev.raglan.internal.treelog;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The traces printed last, to know a span that comes late. Not thread-safe. */
final class PrintedTraces {

  private static final int MAX_TRACES = 256;
  private static final int MAX_SPANS = 16_384;

  private final Map<String, Printed> traces = new LinkedHashMap<>();
  private int spans;

  /**
   * What was printed of a trace.
   *
   * @param name its root's
   */
  record Printed(String name, Set<String> spanIds) {}

  /** Remembers the spans as printed under that name, or under the name that the trace had first. */
  void remember(String traceId, String name, Collection<LoggedSpan> printed) {
    Printed former = traces.remove(traceId);
    Printed trace = former == null ? new Printed(name, new HashSet<>()) : former;
    traces.put(traceId, trace);
    for (LoggedSpan span : printed) {
      if (trace.spanIds().add(span.spanId())) {
        spans++;
      }
    }
    forgetOldest();
  }

  /** What was printed of that trace; null if nothing was or it is forgotten. */
  @Nullable Printed find(String traceId) {
    return traces.get(traceId);
  }

  private void forgetOldest() {
    Iterator<Printed> oldest = traces.values().iterator();
    while (traces.size() > MAX_TRACES || spans > MAX_SPANS) {
      spans -= oldest.next().spanIds().size();
      oldest.remove();
    }
  }
}
