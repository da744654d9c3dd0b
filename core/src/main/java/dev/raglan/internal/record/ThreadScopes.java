package dev.raglan.internal.record;

import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
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

  /** Scopes that wait to be closed, on all threads: usually none, and then nothing is looked up. */
  private static final AtomicInteger WAITING = new AtomicInteger();

  private static final String CLOSING = "letting a context go";

  private ThreadScopes() {}

  /** A scope that a span holds. */
  public static final class Held {

    private static final AtomicIntegerFieldUpdater<Held> RELEASED =
        AtomicIntegerFieldUpdater.newUpdater(Held.class, "released");

    /** The context that is current inside; null if a storage wraps contexts, so that none is. */
    private final @Nullable Context context;

    private final Scope scope;
    private final @Nullable Held outer;

    /** The watch over the trace of the span; null if that is not watched. */
    private OpenTraces.@Nullable Watch watch;

    private volatile int released;

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
      return released != 0 || known != null && known.isAbandoned();
    }

    /** Returns false if it was released before. */
    private boolean release() {
      OpenTraces.Watch known = watch;
      return RELEASED.compareAndSet(this, 0, 1) && (known == null || known.left());
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
        WAITING.incrementAndGet();
      }
    }
    closeWaiting();
  }

  /** Closes the scopes of an abandoned trace as soon as each of them can be. */
  static void release(OpenTraces.Watch watch) {
    int waiting = watch.abandon();
    if (waiting > 0) {
      WAITING.addAndGet(waiting);
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
    if (WAITING.get() > 0) {
      Safe.run(CLOSING, ThreadScopes::closeInnermost);
    }
  }

  private static void closeInnermost() {
    @Nullable Object[] innermost = INNERMOST.get();
    Held held = (Held) innermost[0];
    while (held != null && held.isReleased() && held.isInnermost()) {
      close(held, innermost);
      WAITING.decrementAndGet();
      held = held.outer;
    }
  }
}
