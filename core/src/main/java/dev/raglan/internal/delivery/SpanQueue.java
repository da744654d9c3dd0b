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
 * The spans that wait, first in, first out, within a budget.
 *
 * <p>Any thread puts spans in, by one compare-and-set, on a stack: no lock, no node besides the
 * span's own, and no moment at which a thread that is stopped half-way holds others up. One thread
 * takes spans out: the whole stack at once, which it turns round.
 */
final class SpanQueue {

  private static final AtomicReferenceFieldUpdater<SpanQueue, QueueNode> TOP =
      AtomicReferenceFieldUpdater.newUpdater(SpanQueue.class, QueueNode.class, "top");

  private volatile QueueNode top = new QueueSentinel(0);
  private final QueueBudget budget;
  private final DropCounts refused = new DropCounts();

  // Of the thread that takes out.
  private final Deque<QueuedSpan> turned = new ArrayDeque<>();
  private long turnedBytes;

  SpanQueue(QueueBudget budget) {
    this.budget = budget;
  }

  /**
   * Puts a span in.
   *
   * @return why it was not let in; null if it was
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

  /** Lets nothing in any more; what is in can be taken out. */
  void close() {
    while (true) {
      QueueNode before = top;
      if (isClosed(before) || TOP.compareAndSet(this, before, new QueueSentinel(before))) {
        return;
      }
    }
  }

  boolean isClosed() {
    return isClosed(top);
  }

  private static boolean isClosed(QueueNode node) {
    return node instanceof QueueSentinel bottom && bottom.closed;
  }

  /** Those that were not let in; who was refused counts. */
  DropCounts refused() {
    return refused;
  }

  /** How many spans were ever let in. */
  long accepted() {
    return top.number;
  }

  /**
   * Takes out the next spans. Only one thread may call this.
   *
   * @param all whether to take fewer than there is room for in a batch, if there are no more
   */
  List<QueuedSpan> next(int maxSpans, long maxBytes, boolean all) {
    QueueNode newest = top;
    boolean fills =
        turned.size() + newest.depth >= maxSpans || turnedBytes + newest.bytes >= maxBytes;
    if (!all && !fills) {
      return List.of();
    }
    if (turned.size() < maxSpans) {
      turn();
    }
    return remove(maxSpans, maxBytes);
  }

  private List<QueuedSpan> remove(int maxSpans, long maxBytes) {
    List<QueuedSpan> removed = new ArrayList<>(Math.min(maxSpans, turned.size()));
    long room = maxBytes;
    QueuedSpan first = turned.peek();
    while (first != null && removed.size() < maxSpans) {
      room -= first.ownBytes;
      if (room < 0 && !removed.isEmpty()) {
        break;
      }
      removed.add(turned.remove());
      turnedBytes -= first.ownBytes;
      first = turned.peek();
    }
    return removed;
  }

  private void turn() {
    QueueNode newest = takeAll();
    QueuedSpan[] inOrder = new QueuedSpan[newest == null ? 0 : newest.depth];
    for (int i = inOrder.length - 1; i >= 0; i--) {
      QueuedSpan span = (QueuedSpan) Objects.requireNonNull(newest);
      inOrder[i] = span;
      newest = span.below;
      span.below = null;
    }
    for (QueuedSpan span : inOrder) {
      turned.add(span);
      turnedBytes += span.ownBytes;
    }
  }

  private @Nullable QueueNode takeAll() {
    while (true) {
      QueueNode newest = top;
      if (newest instanceof QueueSentinel bottom) {
        QueueNode left = bottom.below;
        bottom.below = null;
        bottom.depth = 0;
        return left;
      }
      if (TOP.compareAndSet(this, newest, new QueueSentinel(newest.number))) {
        return newest;
      }
    }
  }
}
