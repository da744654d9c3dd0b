package dev.raglan.internal.record;

import dev.raglan.internal.safe.ThrottledLog;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Watches calls whose result the application has, such as a future, a stream, an iterator or a
 * subscription. A call that is unreachable though it has not ended was abandoned: nobody can end it
 * any more, and its span is never delivered. Thread-safe.
 *
 * <p>It looks when a call is watched and when it is asked, so it needs no thread of its own.
 */
public final class OpenResults {

  private static final ThrottledLog LOG = ThrottledLog.of(OpenResults.class);

  /** Calls beyond these are not watched. */
  private static final int MOST = 65_536;

  private final ReferenceQueue<Object> unreachable = new ReferenceQueue<>();
  private final Set<Reference<?>> watched = ConcurrentHashMap.newKeySet();
  private final LongAdder abandoned = new LongAdder();

  /** Watches a call; the returned reference is for {@link #forget}. */
  public Reference<?> watch(Object call) {
    release();
    Reference<?> reference = new PhantomReference<>(call, unreachable);
    if (watched.size() < MOST) {
      watched.add(reference);
    }
    return reference;
  }

  /** Stops watching a call that has ended. */
  public void forget(Reference<?> reference) {
    reference.clear();
    watched.remove(reference);
  }

  /** Returns the number of calls that were abandoned so far. */
  public long abandoned() {
    release();
    return abandoned.sum();
  }

  private void release() {
    for (Reference<?> gone = unreachable.poll(); gone != null; gone = unreachable.poll()) {
      if (watched.remove(gone)) {
        abandoned.increment();
        LOG.warn(
            "a future, stream, iterator or subscription was dropped before its end, and its span is"
                + " never delivered",
            null);
      }
    }
  }
}
