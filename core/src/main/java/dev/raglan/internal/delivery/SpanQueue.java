package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out queue of ended spans within a budget.
 *
 * <p>Any thread pushes spans on a stack by one compare-and-set: no lock, no node besides the span's
 * own, and a thread that is suspended half-way blocks no other. One thread takes the whole stack
 * and reverses it.
 */
final class SpanQueue {

  private static final AtomicReferenceFieldUpdater<SpanQueue, QueueNode> TOP =
      AtomicReferenceFieldUpdater.newUpdater(SpanQueue.class, QueueNode.class, "top");

  private volatile QueueNode top = new QueueNode.Sentinel(0);
  private final QueueBudget budget;
  private final DropCounts refused = new DropCounts();

  // Confined to the consuming thread.
  private final Deque<QueuedSpan> drained = new ArrayDeque<>();
  private long drainedBytes;

  SpanQueue(QueueBudget budget) {
    this.budget = budget;
  }

  /**
   * Adds a span.
   *
   * @return the reason of refusal; null if the span was added
   */
  @Nullable DropReason put(QueuedSpan span) {
    DropReason full = budget.reserve(1, span.ownBytes);
    if (full != null) {
      return full;
    }
    boolean put = false;
    try {
      put = push(span);
      return put ? null : DropReason.CLOSED;
    } finally {
      if (!put) {
        budget.release(1, span.ownBytes);
      }
    }
  }

  private boolean push(QueuedSpan span) {
    while (true) {
      QueueNode below = top;
      if (isClosed(below)) {
        return false;
      }
      span.putOn(below);
      if (TOP.compareAndSet(this, below, span)) {
        return true;
      }
    }
  }

  /** Refuses further spans; those in the queue can still be taken. */
  void close() {
    while (true) {
      QueueNode before = top;
      if (isClosed(before) || TOP.compareAndSet(this, before, new QueueNode.Sentinel(before))) {
        return;
      }
    }
  }

  boolean isClosed() {
    return isClosed(top);
  }

  private static boolean isClosed(QueueNode node) {
    return node instanceof QueueNode.Sentinel bottom && bottom.closed;
  }

  /** Returns the counts of refused spans, which the caller of {@link #put} increments. */
  DropCounts refused() {
    return refused;
  }

  /** Returns the number of spans ever accepted. */
  long accepted() {
    return top.number;
  }

  /**
   * Removes the next spans. Called by one thread only.
   *
   * @param all true to return a batch that is not full
   */
  List<QueuedSpan> next(int maxSpans, long maxBytes, boolean all) {
    QueueNode newest = top;
    boolean fills =
        drained.size() + newest.depth >= maxSpans || drainedBytes + newest.bytes >= maxBytes;
    if (!all && !fills) {
      return List.of();
    }
    if (drained.size() < maxSpans) {
      drain();
    }
    return remove(maxSpans, maxBytes);
  }

  private List<QueuedSpan> remove(int maxSpans, long maxBytes) {
    List<QueuedSpan> removed = new ArrayList<>(Math.min(maxSpans, drained.size()));
    long room = maxBytes;
    QueuedSpan first = drained.peek();
    while (first != null && removed.size() < maxSpans) {
      room -= first.ownBytes;
      if (room < 0 && !removed.isEmpty()) {
        break;
      }
      removed.add(drained.remove());
      drainedBytes -= first.ownBytes;
      first = drained.peek();
    }
    return removed;
  }

  private void drain() {
    QueueNode newest = takeAll();
    QueuedSpan[] inOrder = new QueuedSpan[newest == null ? 0 : newest.depth];
    for (int i = inOrder.length - 1; i >= 0; i--) {
      QueuedSpan span = (QueuedSpan) Objects.requireNonNull(newest);
      inOrder[i] = span;
      newest = span.below;
      span.below = null;
    }
    for (QueuedSpan span : inOrder) {
      drained.add(span);
      drainedBytes += span.ownBytes;
    }
  }

  private @Nullable QueueNode takeAll() {
    while (true) {
      QueueNode newest = top;
      if (newest instanceof QueueNode.Sentinel bottom) {
        QueueNode left = bottom.below;
        bottom.below = null;
        bottom.depth = 0;
        return left;
      }
      if (TOP.compareAndSet(this, newest, new QueueNode.Sentinel(newest.number))) {
        return newest;
      }
    }
  }
}
