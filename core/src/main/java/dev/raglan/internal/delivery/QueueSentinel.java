package dev.raglan.internal.delivery;

import org.jspecify.annotations.Nullable;

/** What a stack stands on; on one that is closed, what was on it when it was closed lies below. */
final class QueueSentinel extends QueueNode {

  final boolean closed;

  QueueSentinel(long number) {
    this.number = number;
    this.closed = false;
  }

  /** Closes the stack. */
  QueueSentinel(QueueNode top) {
    this(top.number, top.depth == 0 ? null : top, top.depth);
  }

  private QueueSentinel(long number, @Nullable QueueNode below, int depth) {
    this.number = number;
    this.below = below;
    this.depth = depth;
    this.closed = true;
  }
}
