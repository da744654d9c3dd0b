package dev.raglan.internal.record;

import dev.raglan.internal.context.OpenSpan;
import dev.raglan.internal.safe.ThrottledLog;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

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
  private final Map<OpenSpan, Watched> watched = new ConcurrentHashMap<>();
  private final LongAdder abandoned = new LongAdder();

  /** A handle, and the span that it must end. */
  private static final class Watched extends PhantomReference<Object> {

    private final OpenSpan span;

    private Watched(Object handle, OpenSpan span, ReferenceQueue<Object> queue) {
      super(handle, queue);
      this.span = span;
    }
  }

  /** Watches the handle of a trace's topmost span. */
  public void watch(Object handle, OpenSpan span) {
    if (watched.size() < MOST) {
      watched.put(span, new Watched(handle, span, unreachable));
    }
  }

  /** Stops watching a span that has ended. */
  public void forget(OpenSpan span) {
    Watched trace = watched.remove(span);
    if (trace != null) {
      trace.clear();
    }
  }

  /** Returns the number of traces that were abandoned so far. */
  public long abandoned() {
    release();
    return abandoned.sum();
  }

  /** Counts and releases the traces whose handles were found to be unreachable. */
  void release() {
    for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
      if (gone instanceof Watched trace && watched.remove(trace.span, trace)) {
        abandoned.increment();
        trace.span.abandon();
        LOG.warn("a trace was dropped without end() or close(), and is never delivered", null);
      }
    }
  }
}
