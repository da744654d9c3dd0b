package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A bound on the number and the bytes of spans held at once. Thread-safe and lock-free.
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

  /** Returns a new budget of a fraction of this one. */
  QueueBudget divided(int by) {
    return new QueueBudget(maxBytes / by, Math.max(1, maxSpans / by));
  }

  /** Returns the reason an empty span would be refused; null if it would fit. */
  @Nullable DropReason full() {
    return refusal(held.get() + (1L << BYTE_BITS));
  }

  /** Returns true if less than an eighth is left. */
  boolean isNearlyFull() {
    long now = held.get();
    return (now & BYTE_MASK) > maxBytes - maxBytes / 8
        || now >>> BYTE_BITS > maxSpans - maxSpans / 8;
  }

  /** Returns true if less than a half is left. */
  boolean isHalfFull() {
    long now = held.get();
    return (now & BYTE_MASK) > maxBytes / 2 || now >>> BYTE_BITS > maxSpans / 2;
  }

  /** Returns true if that much more fits. */
  boolean fits(int spans, long bytes) {
    return refusal(held.get() + ((long) spans << BYTE_BITS) + bytes) == null;
  }

  /**
   * Takes room if there is any.
   *
   * @return the reason of refusal; null if the room was taken
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

  /** Takes room, past the bound if need be. */
  void take(int spans, long bytes) {
    held.addAndGet(((long) spans << BYTE_BITS) + bytes);
  }

  /** Returns room to the budget. */
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
