package dev.raglan.internal.record;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions whose stack was written lately, so that one that passes through many spans of a
 * trace is written whole on the innermost alone. Forgets the oldest; keeps no exception from being
 * freed. Thread-safe.
 */
final class WrittenStacks {

  private static final int RECENT = 64;

  /** The most causes of an exception that are looked at. */
  private static final int CAUSES = 64;

  private final AtomicReferenceArray<@Nullable Written> recent = new AtomicReferenceArray<>(RECENT);
  private final AtomicInteger next = new AtomicInteger();

  private record Written(WeakReference<Throwable> thrown, String traceId) {}

  /** Remembers the exception as written in the trace. */
  void add(Throwable thrown, String traceId) {
    int index = Math.floorMod(next.getAndIncrement(), RECENT);
    recent.set(index, new Written(new WeakReference<>(thrown), traceId));
  }

  /**
   * Returns the exception itself, or the first of its causes, that was written in the trace; null
   * if there is none. Calls a method of the exception, which may throw.
   */
  @Nullable Throwable in(Throwable thrown, String traceId) {
    Throwable each = thrown;
    for (int i = 0; i < CAUSES && each != null; i++) {
      if (holds(each, traceId)) {
        return each;
      }
      each = each.getCause();
    }
    return null;
  }

  private boolean holds(Throwable thrown, String traceId) {
    for (int i = 0; i < RECENT; i++) {
      Written written = recent.get(i);
      if (written != null
          && written.thrown().get() == thrown
          && written.traceId().equals(traceId)) {
        return true;
      }
    }
    return false;
  }
}
