package dev.raglan.internal.record;

import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that open spans hold on each thread.
 *
 * <p>OpenTelemetry closes a scope only on its own thread and only while it is the innermost one; a
 * span may end at any time on any thread. A scope that cannot be closed yet is closed as soon as
 * its thread comes by again and the scopes inside it are gone.
 */
public final class ThreadScopes {

  // A JDK type, so that threads of a pool do not keep Raglan's class loader alive.
  private static final ThreadLocal<@Nullable Object[]> INNERMOST =
      ThreadLocal.withInitial(() -> new Object[1]);

  /** Scopes and abandoned traces that wait to be closed, on all threads. */
  private static final Set<Waiting> WAITING = ConcurrentHashMap.newKeySet();

  /** The number of those: usually none, and then nothing is looked up. */
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private static final Object RELEASED = new Object();
  private static final Object CLOSED = new Object();

  private static final String CLOSING = "letting a context go";

  private ThreadScopes() {}

  /**
   * A scope, or an abandoned trace with the scopes of its spans, that waits for its threads. It
   * goes when they have closed it, or with them: a thread that ends leaves nothing to be closed.
   */
  private static final class Waiting extends WeakReference<Object> {

    private final AtomicInteger scopes;

    private Waiting(Object scoped, int scopes) {
      super(scoped, GONE);
      this.scopes = new AtomicInteger(scopes);
    }

    static Waiting of(Object scoped, int scopes) {
      Waiting waiting = new Waiting(scoped, scopes);
      WAITING.add(waiting);
      COUNT.incrementAndGet();
      return waiting;
    }

    void closedOne() {
      if (scopes.decrementAndGet() <= 0) {
        forget();
      }
    }

    void forget() {
      if (WAITING.remove(this)) {
        COUNT.decrementAndGet();
      }
    }
  }

  /** A scope that a span holds. */
  public static final class Held {

    private static final AtomicReferenceFieldUpdater<Held, Object> STATE =
        AtomicReferenceFieldUpdater.newUpdater(Held.class, Object.class, "state");

    /** The context that is current inside; null if a storage wraps contexts, so that none is. */
    private final @Nullable Context context;

    private final Scope scope;
    private final @Nullable Held outer;

    /** The watch over the trace of the span; null if that is not watched. */
    private OpenTraces.@Nullable Watch watch;

    /** Null while it is held; {@code RELEASED}, what counts it as waiting, or {@code CLOSED}. */
    private volatile @Nullable Object state;

    private Held(Scope scope, @Nullable Context entered, @Nullable Held outer) {
      Context current = Context.current();
      this.context = current == entered || Context.current() == current ? current : null;
      this.scope = scope;
      this.outer = outer;
    }

    /**
     * Has the scope be released as well when the trace is found to be abandoned; called by the
     * thread that entered it, before others know the span.
     */
    public void watchedBy(OpenTraces.Watch known) {
      if (known.entered()) {
        watch = known;
      }
    }

    private boolean isReleased() {
      OpenTraces.Watch known = watch;
      return state != null || known != null && known.isAbandoned();
    }

    /** Returns false if it was released before. */
    private boolean release() {
      OpenTraces.Watch known = watch;
      return STATE.compareAndSet(this, null, RELEASED) && (known == null || known.left());
    }

    /** Counts it, unless its thread has closed it meanwhile. */
    private void waits() {
      Waiting waiting = Waiting.of(this, 1);
      if (!STATE.compareAndSet(this, RELEASED, waiting)) {
        waiting.forget();
      }
    }

    private void closed() {
      Object before = STATE.getAndSet(this, CLOSED);
      OpenTraces.Watch known = watch;
      if (before instanceof Waiting waiting) {
        waiting.closedOne();
      } else if (known != null && known.isAbandoned()) {
        WAITING.stream()
            .filter(each -> each.refersTo(known))
            .findFirst()
            .ifPresent(Waiting::closedOne);
      }
    }

    /** Returns true unless another scope is inside; unknown if a storage wraps contexts. */
    private boolean isInnermost() {
      return context == null || Context.current() == context;
    }
  }

  /** Makes the context current on this thread; returns null if that fails. */
  @SuppressWarnings("MustBeClosedChecker") // Closed when it is released.
  public static @Nullable Held enter(Context context, SpanRecorder recorder) {
    closeWaiting();
    try {
      return held(recorder.makeCurrent(context), context);
    } catch (Throwable thrown) {
      return null;
    }
  }

  /** Makes a context current on this thread; returns null if that fails. */
  public static @Nullable Held enter(Supplier<Scope> makeCurrent) {
    closeWaiting();
    return Safe.orNull(() -> held(makeCurrent.get(), null));
  }

  private static Held held(Scope scope, @Nullable Context entered) {
    @Nullable Object[] innermost = INNERMOST.get();
    Held held = new Held(scope, entered, (Held) innermost[0]);
    innermost[0] = held;
    return held;
  }

  /** Closes the scope, now or as soon as it can be. */
  public static void release(Held held) {
    if (held.release()) {
      @Nullable Object[] innermost = INNERMOST.get();
      if (innermost[0] != held || !closesNow(held, innermost)) {
        held.waits();
      }
    }
    closeWaiting();
  }

  /** Closes the scopes of an abandoned trace as soon as each of them can be. */
  static void release(OpenTraces.Watch watch) {
    int waiting = watch.abandon();
    if (waiting > 0) {
      Waiting.of(watch, waiting);
      closeWaiting();
    }
  }

  /** Closes the scope that this thread entered last; returns false if it cannot be closed now. */
  private static boolean closesNow(Held held, @Nullable Object[] innermost) {
    try {
      if (held.isInnermost()) {
        close(held, innermost);
        return true;
      }
    } catch (Throwable thrown) {
      Safe.log(CLOSING, thrown);
    }
    return false;
  }

  private static void close(Held held, @Nullable Object[] innermost) {
    held.scope.close();
    innermost[0] = held.outer;
  }

  /** Returns the innermost scope that a span holds on this thread; null if no span holds one. */
  public static @Nullable Held innermost() {
    closeWaiting();
    return (Held) INNERMOST.get()[0];
  }

  /**
   * Releases the scopes that spans hold on this thread inside of the given one: work that leaves
   * the thread has forgotten to end them, and they must not be above what comes next.
   *
   * @param outer what {@link #innermost} returned when the work began
   */
  public static void releaseInside(@Nullable Held outer) {
    for (Held held = (Held) INNERMOST.get()[0];
        held != null && !isAround(held, outer);
        held = held.outer) {
      release(held);
    }
  }

  /** Releases a scope, and those that spans hold on its thread inside of it. */
  public static void releaseAll(Held held) {
    releaseInside(held);
    release(held);
  }

  /** Returns a scope whose end releases those first that spans hold on its thread inside of it. */
  @SuppressWarnings("MustBeClosedChecker") // Closed by the caller.
  public static Scope bounded(Supplier<Scope> makeCurrent) {
    Thread thread = Thread.currentThread();
    Held outer = innermost();
    Scope scope = makeCurrent.get();
    return () -> {
      if (Thread.currentThread() == thread) {
        releaseInside(outer);
      }
      scope.close();
    };
  }

  private static boolean isAround(Held held, @Nullable Held inner) {
    Held each = inner;
    while (each != null && each != held) {
      each = each.outer;
    }
    return each == held;
  }

  /**
   * Releases the scopes that spans hold on this thread inside of the one that has made the context
   * current.
   *
   * @param before the context that was current before
   */
  public static void releaseInside(Context context, Context before) {
    Context current = Context.current();
    while (current != context && current != before) {
      Held held = (Held) INNERMOST.get()[0];
      if (held == null || held.context != current) {
        return;
      }
      release(held);
      // Another thread may have released it, and has yet to count it.
      Safe.run(CLOSING, ThreadScopes::closeInnermost);
      Context next = Context.current();
      if (next == current) {
        return;
      }
      current = next;
    }
  }

  /** Closes the scopes that wait on this thread and can be closed. */
  public static void closeWaiting() {
    if (COUNT.get() > 0) {
      Safe.run(CLOSING, ThreadScopes::closeInnermost);
      for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
        ((Waiting) gone).forget();
      }
    }
  }

  /** Returns how many scopes and abandoned traces wait for threads that are still there. */
  static int waiting() {
    closeWaiting();
    return COUNT.get();
  }

  private static void closeInnermost() {
    @Nullable Object[] innermost = INNERMOST.get();
    Held held = (Held) innermost[0];
    while (held != null && held.isReleased() && held.isInnermost()) {
      close(held, innermost);
      held.closed();
      held = held.outer;
    }
  }
}
