package dev.raglan.internal.record;

import dev.raglan.internal.safe.ThrottledLog;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Watches for traces whose handle is unreachable though they were never ended: nobody can end them
 * any more. They are never delivered, and they and the open spans below let go of their threads.
 * Thread-safe.
 *
 * <p>It looks when a trace starts and when it is asked, so it needs no thread of its own.
 */
public final class OpenTraces {

  private static final ThrottledLog LOG = ThrottledLog.of(OpenTraces.class);

  /** Traces beyond these are not watched, in each ring; a power of two. */
  private static final int MOST = 4_096;

  private static final int RINGS = 16; // A power of two.

  private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
  private final Ring[] rings = new Ring[RINGS];
  private final LongAdder abandoned = new LongAdder();

  /** Creates a watch over no trace. */
  public OpenTraces() {
    Arrays.setAll(rings, i -> new Ring());
  }

  /**
   * A handle that is watched. It does not lead to the span that the handle must end: where no
   * thread has the span either, it goes with the handle, and its content with it. A thread that has
   * the span or one below it in a scope asks the watch whether the trace is abandoned.
   */
  public static final class Watch extends WeakReference<Object> {

    private static final AtomicIntegerFieldUpdater<Watch> SCOPES =
        AtomicIntegerFieldUpdater.newUpdater(Watch.class, "scopes");

    private static final int ABANDONED = -1;

    private final Ring ring;

    /** The number of scopes that threads have of the trace's spans. */
    private volatile int scopes;

    private int slot; // Written before it is in the ring, and never after.

    private Watch(Object handle, ReferenceQueue<Object> queue, Ring ring) {
      super(handle, queue);
      this.ring = ring;
    }

    /** Counts one more scope; returns false if the trace is abandoned. */
    boolean entered() {
      return changed(1);
    }

    /** Counts one scope less; returns false if the trace is abandoned. */
    boolean left() {
      return changed(-1);
    }

    private boolean changed(int by) {
      int known = scopes;
      while (known != ABANDONED && !SCOPES.compareAndSet(this, known, known + by)) {
        known = scopes;
      }
      return known != ABANDONED;
    }

    /** Has the trace count as abandoned; returns how many scopes threads have of its spans. */
    int abandon() {
      return SCOPES.getAndSet(this, ABANDONED);
    }

    boolean isAbandoned() {
      return scopes == ABANDONED;
    }
  }

  /**
   * Watches that are kept from being collected. Most are in for microseconds, in the slot that was
   * left last. Thread-safe and lock-free.
   */
  private static final class Ring {

    private volatile @Nullable AtomicReferenceArray<@Nullable Watch> slots;

    /** The slot that is tried first: a hint, which threads may overwrite for each other. */
    private int first;

    /** Returns false if there is no room. */
    boolean add(Watch watch) {
      AtomicReferenceArray<@Nullable Watch> all = slots();
      int at = first;
      for (int tried = 0; tried < MOST; tried++) {
        if (all.get(at) == null) {
          watch.slot = at;
          if (all.compareAndSet(at, null, watch)) {
            first = at + 1 & MOST - 1;
            return true;
          }
        }
        at = at + 1 & MOST - 1;
      }
      return false;
    }

    /** Returns false if it is not in. */
    boolean remove(Watch watch) {
      boolean wasIn = slots().compareAndSet(watch.slot, watch, null);
      if (wasIn) {
        first = watch.slot;
      }
      return wasIn;
    }

    private AtomicReferenceArray<@Nullable Watch> slots() {
      AtomicReferenceArray<@Nullable Watch> known = slots;
      return known == null ? make() : known;
    }

    private synchronized AtomicReferenceArray<@Nullable Watch> make() {
      AtomicReferenceArray<@Nullable Watch> made = slots;
      if (made == null) {
        made = new AtomicReferenceArray<>(MOST);
        slots = made;
      }
      return made;
    }
  }

  /**
   * Watches the handle of a trace's topmost span.
   *
   * @return null if there are too many to watch one more
   */
  public @Nullable Watch watch(Object handle) {
    Ring ring = rings[(int) Thread.currentThread().getId() & RINGS - 1];
    Watch watch = new Watch(handle, unreachable, ring);
    return ring.add(watch) ? watch : null;
  }

  /** Stops watching: the span has ended. */
  public void forget(Watch watch) {
    watch.ring.remove(watch);
    watch.clear();
  }

  /** Returns the number of traces that were abandoned so far. */
  public long abandoned() {
    release();
    return abandoned.sum();
  }

  /** Counts the traces whose handles were found to be unreachable, and frees their threads. */
  void release() {
    for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
      if (gone instanceof Watch watch && watch.ring.remove(watch)) {
        abandoned.increment();
        ThreadScopes.release(watch);
        LOG.warn("a trace was dropped without end() or close(), and is never delivered", null);
      }
    }
  }
}
