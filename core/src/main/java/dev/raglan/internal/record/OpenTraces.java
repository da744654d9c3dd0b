package dev.raglan.internal.record;

import dev.raglan.internal.context.OpenSpan;
import dev.raglan.internal.safe.ThrottledLog;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Watches for traces whose handle is unreachable though they were never ended: nobody can end them
 * any more. They are never delivered, and let go of their threads. Thread-safe.
 *
 * <p>It looks when a trace starts and when it is asked, so it needs no thread of its own.
 */
public final class OpenTraces {

  private static final ThrottledLog LOG = ThrottledLog.of(OpenTraces.class);

  /** Traces beyond these are not watched. */
  private static final int MOST = 4_096;

  private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
  private final Set<Watch> watched = ConcurrentHashMap.newKeySet();
  private final LongAdder abandoned = new LongAdder();

  /**
   * A handle that is watched. It does not keep the span that the handle must end: where no thread
   * has the span either, it goes with the handle, and its content with it.
   */
  public static final class Watch extends PhantomReference<Object> {

    private final WeakReference<OpenSpan> span;

    private Watch(Object handle, OpenSpan span, ReferenceQueue<Object> queue) {
      super(handle, queue);
      this.span = new WeakReference<>(span);
    }
  }

  /**
   * Watches the handle of a trace's topmost span.
   *
   * @return null if there are too many to watch one more
   */
  public @Nullable Watch watch(Object handle, OpenSpan span) {
    if (watched.size() >= MOST) {
      return null;
    }
    Watch watch = new Watch(handle, span, unreachable);
    watched.add(watch);
    return watch;
  }

  /** Stops watching: the span has ended. */
  public void forget(Watch watch) {
    watched.remove(watch);
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
      if (gone instanceof Watch watch && watched.remove(watch)) {
        abandoned.increment();
        OpenSpan span = watch.span.get();
        if (span != null) {
          span.abandon();
        }
        LOG.warn("a trace was dropped without end() or close(), and is never delivered", null);
      }
    }
  }
}
