package dev.raglan.internal.delivery;

import org.jspecify.annotations.Nullable;

/** A node of the stack of a {@link SpanQueue}; the node below is older. */
abstract sealed class QueueNode permits QueuedSpan, QueueNode.Sentinel {

  /** The older node; written before the push, and by the thread that pops. */
  @Nullable QueueNode below;

  /** The number of spans ever accepted, this one included. */
  long number;

  /** The number of spans on the stack, this one included. */
  int depth;

  /** The bytes on the stack, this span's included. */
  long bytes;

  /** The bottom of a stack; a closing sentinel keeps the nodes pushed before it. */
  static final class Sentinel extends QueueNode {

    final boolean closed;

    Sentinel(long number) {
      this.number = number;
      this.closed = false;
    }

    /** Creates a closing sentinel. */
    Sentinel(QueueNode top) {
      this.number = top.number;
      this.below = top.depth == 0 ? null : top;
      this.depth = top.depth;
      this.closed = true;
    }
  }
}
