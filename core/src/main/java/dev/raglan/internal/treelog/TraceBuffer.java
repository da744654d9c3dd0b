package dev.raglan.internal.treelog;

import dev.raglan.internal.treelog.PrintedTraces.Printed;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The spans that wait for their local root, in bounded memory. Its methods give the trees to print.
 * Not thread-safe.
 */
public final class TraceBuffer {

  public static final int MAX_TRACES = 256;
  public static final int MAX_SPANS = 16_384;

  private final Map<String, PendingTrace> pending = new LinkedHashMap<>();
  private final PrintedTraces printed = new PrintedTraces();
  private int size;

  /** Adds spans; gives the traces that are whole now, and those that there is no room for. */
  List<String> add(Collection<SpanData> spans) {
    List<String> trees = new ArrayList<>();
    for (SpanData span : spans) {
      add(span);
      while (pending.size() > MAX_TRACES || size > MAX_SPANS) {
        trees.add(remove(pending.keySet().iterator().next()));
      }
    }
    List<String> whole = idsOfRooted();
    whole.forEach(id -> trees.add(remove(id)));
    if (!whole.isEmpty()) {
      trees.addAll(late());
    }
    return trees;
  }

  /** Gives the spans that came after the span they belong under was printed. */
  List<String> late() {
    List<String> trees = new ArrayList<>();
    for (String id : List.copyOf(pending.keySet())) {
      Printed former = printed.find(id);
      if (former != null) {
        addLate(id, former, trees);
      }
    }
    return trees;
  }

  /** Gives everything. */
  List<String> rest() {
    List<String> trees = late();
    List.copyOf(pending.keySet()).forEach(id -> trees.add(remove(id)));
    return trees;
  }

  private void add(SpanData span) {
    PendingTrace trace = pending.computeIfAbsent(span.getTraceId(), id -> new PendingTrace());
    size -= trace.size();
    trace.add(LoggedSpan.of(span));
    size += trace.size();
  }

  private List<String> idsOfRooted() {
    List<String> ids = new ArrayList<>();
    pending.forEach(
        (id, trace) -> {
          if (trace.isRooted()) {
            ids.add(id);
          }
        });
    return ids;
  }

  private String remove(String id) {
    PendingTrace trace = pending.remove(id);
    if (trace == null) {
      return "";
    }
    size -= trace.size();
    TraceTree tree = TraceTree.of(trace.spans());
    if (trace.isRooted()) {
      printed.remember(id, tree.root().name(), trace.spans());
      return TraceText.whole(id, tree, trace.leftOut());
    }
    return TraceText.incomplete(id, tree, trace.leftOut());
  }

  private void addLate(String id, Printed former, List<String> trees) {
    PendingTrace trace = pending.get(id);
    List<LoggedSpan> spans = trace == null ? List.of() : trace.removeDescendants(former.spanIds());
    if (trace == null || spans.isEmpty()) {
      return;
    }
    size -= spans.size();
    int leftOut = 0;
    if (trace.isEmpty()) {
      pending.remove(id);
      leftOut = trace.leftOut();
    }
    trees.add(TraceText.continued(id, former.name(), TraceTree.of(spans), leftOut));
    printed.remember(id, former.name(), spans);
  }
}
