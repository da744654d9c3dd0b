package dev.raglan.internal.service;

import dev.raglan.internal.transport.SpanBytes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The spans that wait until their trace has finished, in bounded memory.
 *
 * <p>A trace has finished with its topmost span in this process, and is sent with all spans below
 * it that have ended; one whose ancestors are still open waits for them. What ends later completes
 * the trace that was sent. Feedback and changes wait for their trace if it is here, else they are
 * sent at once. Not thread-safe.
 */
final class TraceAssembler {

  private final AssemblyBounds bounds;
  private final LongSupplier clock;
  private final Map<String, WaitingTrace> waiting = new LinkedHashMap<>();
  private WaitingTrace.Sums sums = new WaitingTrace.Sums();
  private final SentTraces sent = new SentTraces();
  private final ReferenceIds references = new ReferenceIds();
  private long late;
  private long unfinished;
  private long overflowed;

  /**
   * @param clock in nanoseconds
   */
  TraceAssembler(AssemblyBounds bounds, LongSupplier clock) {
    this.bounds = bounds;
    this.clock = clock;
  }

  /** Returns the number of spans that wait. */
  int waiting() {
    return sums.toSettle();
  }

  /** Returns the number of spans that were sent after their trace. */
  long late() {
    return late;
  }

  /** Returns the number of traces that were sent without their topmost span. */
  long unfinished() {
    return unfinished;
  }

  /** Returns the number of spans that were left out for want of room. */
  long overflowed() {
    return overflowed;
  }

  /** Forgets all spans that wait. */
  void clear() {
    waiting.clear();
    sums = new WaitingTrace.Sums();
  }

  /** Adds spans; returns the traces that have finished with them, or have become too old. */
  List<AssembledTrace> add(Collection<SpanData> spans) {
    long now = clock.getAsLong();
    Set<String> touched = new LinkedHashSet<>();
    for (SpanData span : spans) {
      add(span, now);
      touched.add(span.getTraceId());
    }
    List<AssembledTrace> finished = new ArrayList<>();
    for (String traceId : touched) {
      WaitingTrace trace = waiting.get(traceId);
      if (trace != null) {
        finish(traceId, trace, now, finished);
        forgetEmpty(traceId, trace);
      }
    }
    expire(now, finished);
    sent.trim(Math.max(0, bounds.maxBytes() - sums.bytes()), now - bounds.maxAge().toNanos());
    return finished;
  }

  /** Returns the traces that have become too old. */
  List<AssembledTrace> due() {
    List<AssembledTrace> due = new ArrayList<>();
    expire(clock.getAsLong(), due);
    return due;
  }

  /** Returns everything that waits, as it is. */
  List<AssembledTrace> rest() {
    List<AssembledTrace> rest = new ArrayList<>();
    for (String traceId : List.copyOf(waiting.keySet())) {
      giveUp(traceId, rest);
    }
    return rest;
  }

  private void add(SpanData span, long now) {
    WaitingTrace trace = waiting.computeIfAbsent(span.getTraceId(), id -> new WaitingTrace(sums));
    trace.resource(span.getResource());
    Attributes attributes = span.getAttributes();
    boolean isFull = trace.carriers() >= bounds.maxSpans();
    if (GivenFeedback.isIn(attributes) && !isFull) {
      trace.add(GivenFeedback.of(attributes), now);
    } else if (LateChange.isIn(attributes) && !isFull) {
      trace.add(LateChange.of(attributes), now);
    } else if (isAbout(attributes)) {
      overflowed++;
    } else if (admits(span, trace)) {
      trace.add(span, now);
    } else {
      overflowed++;
    }
    forgetEmpty(span.getTraceId(), trace);
  }

  private static boolean isAbout(Attributes attributes) {
    return GivenFeedback.isIn(attributes) || LateChange.isIn(attributes);
  }

  private void forgetEmpty(String traceId, WaitingTrace trace) {
    if (trace.isEmpty()) {
      waiting.remove(traceId);
    }
  }

  /** Returns true if there is room, perhaps after older spans were left out; a root has always. */
  private boolean admits(SpanData span, WaitingTrace trace) {
    if (WaitingTrace.isRoot(span)) {
      return true;
    }
    boolean dropsOldest = bounds.dropsOldest();
    if (trace.size() >= bounds.maxSpans() && !(dropsOldest && dropOldest(trace))) {
      return false;
    }
    return fits(span) || (dropsOldest && makesRoom(span, trace));
  }

  private boolean dropOldest(WaitingTrace trace) {
    boolean dropped = trace.removeOldest();
    overflowed += dropped ? 1 : 0;
    return dropped;
  }

  private boolean fits(SpanData span) {
    return sums.bytes() + SpanBytes.of(span) <= bounds.maxBytes();
  }

  /** Leaves out spans of the oldest traces until the span fits. */
  private boolean makesRoom(SpanData span, WaitingTrace own) {
    for (WaitingTrace trace : waiting.values()) {
      while (trace != own && !fits(span) && dropOldest(trace)) {
        // Until it fits, or the trace has nothing more to give.
      }
    }
    while (!fits(span) && dropOldest(own)) {
      // Of its own trace last.
    }
    return fits(span);
  }

  private void finish(String id, WaitingTrace trace, long now, List<AssembledTrace> finished) {
    for (SpanData root : trace.roots()) {
      List<SpanData> spans = trace.removeSubtrees(List.of(root.getSpanId()));
      finished.add(assemble(id, root, spans, Set.of(), trace));
      sent.remember(root, spans, now);
    }
    if (trace.size() > 0) {
      sent.of(id).forEach(former -> complete(id, former, trace, now, finished));
    }
    if (trace.isAboutSent()) {
      finished.add(assemble(id, null, List.of(), Set.of(), trace));
    }
  }

  /** Adds the late spans of a trace that was sent, together with the ones sent before. */
  private void complete(
      String id,
      SentTraces.Sent former,
      WaitingTrace trace,
      long now,
      List<AssembledTrace> finished) {
    Set<String> before = former.ids();
    List<SpanData> added = trace.removeSubtrees(before);
    if (!added.isEmpty()) {
      late += added.size();
      List<SpanData> all = new ArrayList<>(former.spans());
      all.addAll(added);
      finished.add(assemble(id, former.root(), all, before, trace));
      sent.remember(former.root(), added, now);
    }
  }

  private void expire(long now, List<AssembledTrace> expired) {
    for (String traceId : List.copyOf(waiting.keySet())) {
      WaitingTrace trace = waiting.get(traceId);
      if (trace != null && now - trace.lastAdded() > bounds.maxAge().toNanos()) {
        giveUp(traceId, expired);
      }
    }
  }

  /** Sends a trace without its topmost span. */
  private void giveUp(String traceId, List<AssembledTrace> given) {
    WaitingTrace trace = waiting.remove(traceId);
    if (trace != null) {
      unfinished += trace.size() > 0 ? 1 : 0;
      given.add(assemble(traceId, null, trace.removeAll(), Set.of(), trace));
    }
  }

  private AssembledTrace assemble(
      String traceId,
      @Nullable SpanData root,
      List<SpanData> spans,
      Set<String> sentBefore,
      WaitingTrace trace) {
    List<AssembledSpan> tree = AssembledTrace.tree(spans, sentBefore);
    int newSpans = trace.takeCarriers();
    @Nullable AssembledSpan top = null;
    List<GivenFeedback> feedback = new ArrayList<>();
    for (AssembledSpan span : tree) {
      if (span.isNew()) {
        newSpans++;
        feedback.addAll(span.attributes().feedback());
      }
      if (root != null && span.spanId().equals(root.getSpanId())) {
        top = span;
      }
    }
    references.remember(
        new AssembledTrace(traceId, trace.resource(), top, tree, false, 0, List.of(), List.of()));
    feedback.addAll(trace.takeFeedback());
    return new AssembledTrace(
        traceId,
        trace.resource(),
        top,
        tree,
        !sentBefore.isEmpty(),
        newSpans,
        feedback.stream().map(this::resolved).toList(),
        trace.takeChanges().stream().map(this::resolved).toList());
  }

  private GivenFeedback resolved(GivenFeedback feedback) {
    return feedback.referenceId() != null
        ? feedback.at(references.placeOf(feedback.referenceId()))
        : feedback.withReference(references.of(feedback.traceId(), feedback.spanId()));
  }

  private LateChange resolved(LateChange change) {
    return change.referenceId() != null
        ? change.at(references.placeOf(change.referenceId()))
        : change.withReference(references.of(change.traceId(), change.spanId()));
  }
}
