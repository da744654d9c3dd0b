package dev.raglan.internal.record;

import dev.raglan.internal.facade.RecordingSpan;
import dev.raglan.internal.safe.ThrottledLog;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Watches for traces whose handle is gone though they were never ended: nobody can end them any
 * more, and they are never delivered. Thread-safe.
 *
 * <p>It looks when a trace starts and when it is asked, so it needs no thread of its own.
 */
public final class OpenTraces {

  private static final ThrottledLog LOG = ThrottledLog.of(OpenTraces.class);

  /** Traces beyond these are not watched. */
  private static final int MOST = 4_096;

  private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
  private final Map<RecordingSpan, Watched> watched = new ConcurrentHashMap<>();
  private final LongAdder abandoned = new LongAdder();

  /** A handle, and the step that it must end. */
  private static final class Watched extends PhantomReference<Object> {

    private final RecordingSpan step;

    private Watched(Object handle, RecordingSpan step, ReferenceQueue<Object> queue) {
      super(handle, queue);
      this.step = step;
    }
  }

  public void watch(Object handle, RecordingSpan step) {
    look();
    if (watched.size() < MOST) {
      watched.put(step, new Watched(handle, step, unreachable));
    }
  }

  /** The step has ended. */
  public void forget(RecordingSpan step) {
    Watched trace = watched.remove(step);
    if (trace != null) {
      trace.clear();
    }
  }

  /** How many were abandoned so far. */
  public long abandoned() {
    look();
    return abandoned.sum();
  }

  private void look() {
    for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
      if (gone instanceof Watched trace && watched.remove(trace.step, trace)) {
        abandoned.increment();
        LOG.warn("a trace was dropped without end() or close(), and is never delivered", null);
      }
    }
  }
}
