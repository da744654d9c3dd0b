package dev.raglan.internal.treelog;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The spans that wait for their local root, in bounded memory. Its methods return the trees to
 * print. Not thread-safe.
 *
 * <p>New traces are refused before old ones are broken: when three quarters of the room are taken,
 * only traces that are held already grow.
 */
final class TraceBuffer {

  static final int MAX_SPANS = 16_384;
  static final int OPEN_TO_NEW = MAX_SPANS / 4 * 3;
  static final long MAX_BYTES = 16L << 20;

  private static final long BYTES_OPEN_TO_NEW = MAX_BYTES / 4 * 3;
  private static final int MAX_REFUSED = 16_384;
  private static final long STALE_AFTER = TimeUnit.MINUTES.toNanos(10);

  private final LongSupplier clock;
  private final Map<String, PendingTrace> pending = new LinkedHashMap<>();
  private final Set<String> rooted = new LinkedHashSet<>();
  private final Set<String> refused = new LinkedHashSet<>();
  private final PrintedTraces printed = new PrintedTraces();
  private int spans;
  private long bytes;
  private int tracesLeftOut;

  /**
   * @param clock in nanoseconds
   */
  TraceBuffer(LongSupplier clock) {
    this.clock = clock;
  }

  /** Adds spans; returns the traces that are whole now. */
  List<String> add(Collection<SpanData> added) {
    List<String> trees = new ArrayList<>();
    long now = clock.getAsLong();
    for (SpanData span : added) {
      add(LoggedSpan.of(span), span.getTraceId(), now, trees);
    }
    List<String> whole = List.copyOf(rooted);
    whole.forEach(id -> trees.add(remove(id)));
    if (!whole.isEmpty()) {
      trees.addAll(late());
    }
    noteLeftOut(trees);
    return trees;
  }

  /** Returns the spans that came after the span they belong under was printed. */
  List<String> late() {
    List<String> trees = new ArrayList<>();
    for (Map.Entry<String, Printed> former : List.copyOf(printed.traces.entrySet())) {
      if (pending.containsKey(former.getKey())) {
        addLate(former.getKey(), former.getValue(), trees);
      }
    }
    return trees;
  }

  /** Returns everything. */
  List<String> rest() {
    List<String> trees = late();
    List.copyOf(pending.keySet()).forEach(id -> trees.add(remove(id)));
    noteLeftOut(trees);
    return trees;
  }

  private void add(LoggedSpan span, String id, long now, List<String> trees) {
    PendingTrace trace = pending.get(id);
    if (trace == null) {
      if (!admits(span, id, now, trees)) {
        return;
      }
      trace = new PendingTrace();
      pending.put(id, trace);
    }
    boolean full = spans >= MAX_SPANS || bytes >= MAX_BYTES;
    spans -= trace.size();
    bytes -= trace.bytes();
    trace.add(span, now, full);
    spans += trace.size();
    bytes += trace.bytes();
    if (trace.isRooted()) {
      rooted.add(id);
    }
  }

  /** Returns true if a trace not yet held may be; a root alone always may, as it leaves at once. */
  private boolean admits(LoggedSpan span, String id, long now, List<String> trees) {
    if (refused.contains(id)) {
      if (span.localRoot()) {
        refused.remove(id);
      }
      return false;
    }
    if (span.localRoot() || isOpenToNew()) {
      return true;
    }
    dropStale(now, trees);
    if (isOpenToNew()) {
      return true;
    }
    refused.add(id);
    tracesLeftOut++;
    if (refused.size() > MAX_REFUSED) {
      Iterator<String> oldest = refused.iterator();
      oldest.next();
      oldest.remove();
    }
    return false;
  }

  private boolean isOpenToNew() {
    return spans < OPEN_TO_NEW && bytes < BYTES_OPEN_TO_NEW;
  }

  /** Prints traces whose root has not come for long. */
  private void dropStale(long now, List<String> trees) {
    for (String id : List.copyOf(pending.keySet())) {
      PendingTrace trace = pending.get(id);
      if (trace != null && now - trace.lastAdded() > STALE_AFTER) {
        trees.add(remove(id));
      }
    }
  }

  private void noteLeftOut(List<String> trees) {
    if (tracesLeftOut > 0 && !trees.isEmpty()) {
      trees.add("… " + tracesLeftOut + " traces left out: too many spans wait for their root");
      tracesLeftOut = 0;
    }
  }

  private String remove(String id) {
    PendingTrace trace = pending.remove(id);
    rooted.remove(id);
    if (trace == null) {
      return "";
    }
    spans -= trace.size();
    bytes -= trace.bytes();
    TraceTree tree = TraceTree.of(trace.spans());
    if (trace.isRooted()) {
      printed.remember(id, tree.root().name(), trace.spans());
      return TraceText.whole(id, tree, trace.leftOut());
    }
    return TraceText.incomplete(id, tree, trace.leftOut());
  }

  private void addLate(String id, Printed former, List<String> trees) {
    PendingTrace trace = pending.get(id);
    if (trace == null) {
      return;
    }
    spans -= trace.size();
    bytes -= trace.bytes();
    List<LoggedSpan> late = trace.removeDescendants(former.spanIds());
    spans += trace.size();
    bytes += trace.bytes();
    if (late.isEmpty()) {
      return;
    }
    int leftOut = 0;
    if (trace.isEmpty()) {
      pending.remove(id);
      leftOut = trace.leftOut();
    }
    trees.add(TraceText.continued(id, former.name(), TraceTree.of(late), leftOut));
    printed.remember(id, former.name(), late);
  }

  /**
   * A printed trace.
   *
   * @param name the name of its root
   */
  private record Printed(String name, Set<String> spanIds) {}

  /** The traces printed last, by which late spans are known. */
  private static final class PrintedTraces {

    private static final int MAX_TRACES = 256;

    private final Map<String, Printed> traces = new LinkedHashMap<>();
    private int spans;

    /** Remembers spans as printed under the name the trace had first. */
    void remember(String traceId, String name, Collection<LoggedSpan> some) {
      Printed former = traces.remove(traceId);
      Printed trace = former == null ? new Printed(name, new HashSet<>()) : former;
      traces.put(traceId, trace);
      for (LoggedSpan span : some) {
        if (trace.spanIds().add(span.spanId())) {
          spans++;
        }
      }
      Iterator<Printed> oldest = traces.values().iterator();
      while (traces.size() > MAX_TRACES || spans > MAX_SPANS) {
        spans -= oldest.next().spanIds().size();
        oldest.remove();
      }
    }
  }
}
