package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How many spans, of how many bytes, may be held at once. Thread-safe and free of locks.
 *
 * <p>Both numbers are in one {@code long}, the bytes in its lower 40 bits, so that one
 * compare-and-set takes both and a reader sees both of the same moment.
 */
final class QueueBudget {

  private static final int BYTE_BITS = 40;
  private static final long BYTE_MASK = (1L << BYTE_BITS) - 1;

  private final AtomicLong held = new AtomicLong();
  private final long maxBytes;
  private final long maxSpans;

  QueueBudget(long maxBytes, long maxSpans) {
    this.maxBytes = maxBytes;
    this.maxSpans = maxSpans;
  }

  /** A budget of a part of this one. */
  QueueBudget divided(int by) {
    return new QueueBudget(maxBytes / by, Math.max(1, maxSpans / by));
  }

  /** Why not even a span of no weight is let in; null if one is. */
  @Nullable DropReason full() {
    return refusal(held.get() + (1L << BYTE_BITS));
  }

  /** Whether less than an eighth of it is left. */
  boolean isNearlyFull() {
    long now = held.get();
    return (now & BYTE_MASK) > maxBytes - maxBytes / 8
        || now >>> BYTE_BITS > maxSpans - maxSpans / 8;
  }

  /** Whether there is room for so much more. */
  boolean fits(int spans, long bytes) {
    return refusal(held.get() + ((long) spans << BYTE_BITS) + bytes) == null;
  }

  /**
   * Takes room.
   *
   * @return why there is none; null if it was taken
   */
  @Nullable DropReason reserve(int spans, long bytes) {
    long taken = ((long) spans << BYTE_BITS) + bytes;
    while (true) {
      long before = held.get();
      DropReason refusal = refusal(before + taken);
      if (refusal != null) {
        return refusal;
      }
      if (held.compareAndSet(before, before + taken)) {
        return null;
      }
    }
  }

  private @Nullable DropReason refusal(long wanted) {
    if (wanted >>> BYTE_BITS > maxSpans) {
      return DropReason.QUEUE_FULL_SPANS;
    }
    return (wanted & BYTE_MASK) > maxBytes ? DropReason.QUEUE_FULL_BYTES : null;
  }

  /** Takes room, whether or not there is any. */
  void take(int spans, long bytes) {
    held.addAndGet(((long) spans << BYTE_BITS) + bytes);
  }

  /** Gives room back. */
  void release(int spans, long bytes) {
    held.addAndGet(-((long) spans << BYTE_BITS) - bytes);
  }

  long bytes() {
    return held.get() & BYTE_MASK;
  }

  long spans() {
    return held.get() >>> BYTE_BITS;
  }
}
