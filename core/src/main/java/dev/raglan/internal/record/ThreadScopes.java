package dev.raglan.internal.record;

import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  private static final ThreadLocal<@Nullable Held> INNERMOST = new ThreadLocal<>();

  /** Scopes that wait to be closed, on all threads: usually none, and then nothing is looked up. */
  private static final AtomicInteger WAITING = new AtomicInteger();

  private ThreadScopes() {}

  /** A scope that a span holds. */
  public static final class Held {

    private final Context context;
    private final Scope scope;
    private final @Nullable Held outer;
    private final AtomicBoolean released = new AtomicBoolean();
    private final boolean isRecognized;

    private Held(Scope scope, @Nullable Held outer) {
      this.context = Context.current();
      this.scope = scope;
      this.outer = outer;
      this.isRecognized = Context.current() == context;
    }

    /** Returns true unless another scope is inside; unknown if a storage wraps contexts. */
    private boolean isInnermost() {
      return !isRecognized || Context.current() == context;
    }
  }

  /** Makes the context current on this thread; returns null if that fails. */
  public static @Nullable Held enter(Context context, SpanRecorder recorder) {
    return enter(() -> recorder.makeCurrent(context));
  }

  /** Makes a context current on this thread; returns null if that fails. */
  public static @Nullable Held enter(Supplier<Scope> makeCurrent) {
    closeWaiting();
    return Safe.orNull(
        () -> {
          Held held = new Held(makeCurrent.get(), INNERMOST.get());
          INNERMOST.set(held);
          return held;
        });
  }

  /** Closes the scope, now or as soon as it can be. */
  public static void release(Held held) {
    if (held.released.compareAndSet(false, true)) {
      WAITING.incrementAndGet();
      closeWaiting();
    }
  }

  /** Closes the scopes that wait on this thread and can be closed. */
  public static void closeWaiting() {
    if (WAITING.get() > 0 && INNERMOST.get() != null) {
      Safe.run("letting a context go", ThreadScopes::closeInnermost);
    }
  }

  private static void closeInnermost() {
    Held held = INNERMOST.get();
    while (held != null && held.released.get() && held.isInnermost()) {
      held.scope.close();
      WAITING.decrementAndGet();
      held = held.outer;
      set(held);
    }
  }

  private static void set(@Nullable Held held) {
    if (held == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(held);
    }
  }
}
