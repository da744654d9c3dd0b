package dev.raglan.internal.delivery;

import org.jspecify.annotations.Nullable;

/** A place in the stack of a {@link SpanQueue}; what is below it came before it. */
abstract sealed class QueueNode permits QueuedSpan, QueueSentinel {

  /** Written before the node is put on the stack, and again by who took it off. */
  @Nullable QueueNode below;

  /** How many spans were ever accepted, with this one. */
  long number;

  /** How many spans are on the stack, with this one. */
  int depth;

  /** How many bytes are on the stack, with this one. */
  long bytes;
}
