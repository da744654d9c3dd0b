package dev.raglan.internal.delivery;

import dev.raglan.export.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of dropped spans by reason. Thread-safe and contention-free. */
final class DropCounts {

  private final LongAdder[] counts = new LongAdder[DropReason.COUNT];

  DropCounts() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  void add(DropReason reason, long spans) {
    counts[reason.ordinal()].add(spans);
  }

  long sum() {
    long sum = 0;
    for (LongAdder count : counts) {
      sum += count.sum();
    }
    return sum;
  }

  long sum(DropReason reason) {
    return counts[reason.ordinal()].sum();
  }

  /** Returns the current counts, without reasons that have not occurred. */
  Map<DropReason, Long> now() {
    Map<DropReason, Long> now = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      long count = counts[reason.ordinal()].sum();
      if (count > 0) {
        now.put(reason, count);
      }
    }
    return now;
  }
}
