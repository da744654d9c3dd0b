package dev.raglan.internal.service;

import dev.raglan.semconv.RaglanAttributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trace that is sent as a whole: its spans in a tree, and what was said about it. Immutable.
 *
 * <p>It has no spans where only feedback or changes are left to send.
 *
 * @param traceId the id of OpenTelemetry
 * @param resource the resource of its spans, with the service's name
 * @param root the topmost span in this process; null if it has not ended, or there are no spans
 * @param spans all spans, parents before their children, siblings by start time
 * @param continued true if some spans were sent before: {@link AssembledSpan#isNew()} tells which
 * @param newSpans the number of spans to settle: the new ones, and those that carried feedback and
 *     changes
 * @param feedback the feedback of the trace, of its new spans, and of what was sent before
 * @param changes the changes of what was sent before
 */
public record AssembledTrace(
    String traceId,
    Resource resource,
    @Nullable AssembledSpan root,
    List<AssembledSpan> spans,
    boolean continued,
    int newSpans,
    List<GivenFeedback> feedback,
    List<LateChange> changes) {

  private static final Comparator<SpanData> BY_START =
      Comparator.comparingLong(SpanData::getStartEpochNanos);

  /** Copies the lists. */
  public AssembledTrace {
    spans = List.copyOf(spans);
    feedback = List.copyOf(feedback);
    changes = List.copyOf(changes);
  }

  /** Returns the service's name; null if it has none. */
  public @Nullable String serviceName() {
    String name = resource.getAttribute(RaglanAttributes.SERVICE_NAME);
    return name == null || name.isBlank() ? null : name;
  }

  /** Returns the spans without a parent among them; the root first. */
  public List<AssembledSpan> tops() {
    return spans.stream().filter(span -> span.parent() == null).toList();
  }

  /** Returns the spans in a tree, as {@link #spans} has them. */
  static List<AssembledSpan> tree(Collection<SpanData> all, Set<String> sentBefore) {
    Map<String, List<SpanData>> children = new LinkedHashMap<>();
    Set<String> ids = new HashSet<>();
    all.forEach(span -> ids.add(span.getSpanId()));
    List<SpanData> tops = new ArrayList<>();
    for (SpanData span : all.stream().sorted(BY_START).toList()) {
      if (ids.contains(span.getParentSpanId())) {
        children.computeIfAbsent(span.getParentSpanId(), id -> new ArrayList<>()).add(span);
      } else {
        tops.add(span);
      }
    }
    List<AssembledSpan> tree = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    tops.forEach(top -> walk(top, children, sentBefore, seen, tree));
    // Spans that are each other's ancestors, as with forged ids, have no top.
    all.forEach(span -> walk(span, children, sentBefore, seen, tree));
    return tree;
  }

  /** Walks down without recursion, as trees may be deep. */
  private static void walk(
      SpanData top,
      Map<String, List<SpanData>> children,
      Set<String> sentBefore,
      Set<String> seen,
      List<AssembledSpan> tree) {
    record Position(SpanData span, @Nullable AssembledSpan parent) {}
    Deque<Position> ahead = new ArrayDeque<>();
    ahead.push(new Position(top, null));
    while (!ahead.isEmpty()) {
      Position next = ahead.pop();
      String id = next.span().getSpanId();
      if (seen.add(id)) {
        AssembledSpan span = new AssembledSpan(next.span(), !sentBefore.contains(id));
        if (next.parent() != null) {
          next.parent().add(span);
        }
        tree.add(span);
        List<SpanData> below = children.getOrDefault(id, List.of());
        for (int i = below.size() - 1; i >= 0; i--) {
          ahead.push(new Position(below.get(i), span));
        }
      }
    }
  }
}
