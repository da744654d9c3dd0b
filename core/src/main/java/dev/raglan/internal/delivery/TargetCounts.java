package dev.raglan.internal.delivery;

import dev.raglan.export.DeliveryStats;
import dev.raglan.export.DropReason;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many spans a target took, lost and still waits for.
 *
 * <p>All counts of one delivery change under one lock, a batch at a time, so that whoever reads
 * them under it finds every span exactly once. Thread-safe.
 */
final class TargetCounts {

  private final Object accounts;
  private final long[] drops = new long[DropReason.COUNT];
  private long exported;
  private long queued;

  /**
   * @param accounts the lock that the counts of all targets have in common
   */
  TargetCounts(Object accounts) {
    this.accounts = accounts;
  }

  void queued(int spans) {
    synchronized (accounts) {
      queued += spans;
    }
  }

  /**
   * Counts spans that are queued no more.
   *
   * @param failure null if the target took them
   */
  void left(int spans, @Nullable DropReason failure) {
    synchronized (accounts) {
      queued -= spans;
      if (failure == null) {
        exported += spans;
      } else {
        drops[failure.ordinal()] += spans;
      }
    }
  }

  /** Counts spans that were never queued for the target. */
  void dropped(long spans, DropReason reason) {
    synchronized (accounts) {
      drops[reason.ordinal()] += spans;
    }
  }

  long lost() {
    synchronized (accounts) {
      long lost = 0;
      for (long count : drops) {
        lost += count;
      }
      return lost;
    }
  }

  /**
   * All of it.
   *
   * @param accepted how many spans were let into the queue
   * @param waiting how many of them wait for all targets alike
   * @param refused those that were not let in
   */
  DeliveryStats.Target stats(
      String name, long accepted, long waiting, Map<DropReason, Long> refused) {
    synchronized (accounts) {
      long produced = accepted;
      for (long count : refused.values()) {
        produced += count;
      }
      return new DeliveryStats.Target(name, produced, exported, with(refused), waiting + queued);
    }
  }

  private Map<DropReason, Long> with(Map<DropReason, Long> refused) {
    Map<DropReason, Long> all = new EnumMap<>(DropReason.class);
    all.putAll(refused);
    for (DropReason reason : DropReason.values()) {
      if (drops[reason.ordinal()] > 0) {
        all.merge(reason, drops[reason.ordinal()], Long::sum);
      }
    }
    return all;
  }
}
