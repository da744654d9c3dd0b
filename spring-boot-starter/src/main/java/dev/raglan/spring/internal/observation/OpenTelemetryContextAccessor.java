package dev.raglan.spring.internal.observation;

import dev.raglan.internal.result.ReactiveContext;
import io.micrometer.context.ThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Carries the OpenTelemetry context wherever Micrometer's context propagation goes: to the threads
 * of executors, and along Reactor's signals. Thread-safe.
 */
final class OpenTelemetryContextAccessor implements ThreadLocalAccessor<Context> {

  private final ThreadLocal<Opened> opened = new ThreadLocal<>();

  @Override
  public Object key() {
    return ReactiveContext.KEY;
  }

  /** The thread's context; null for the root, which is as good as none. */
  @Override
  public @Nullable Context getValue() {
    Context current = Context.current();
    return current == Context.root() ? null : current;
  }

  @Override
  public void setValue(Context context) {
    opened.set(new Opened(attach(context), opened.get()));
  }

  @Override
  public void setValue() {
    setValue(Context.root());
  }

  @Override
  public void restore(Context previous) {
    Opened last = opened.get();
    if (last != null) {
      last.scope().close();
      forget(last);
    }
    // Accessors are restored in the order they were set in: whoever set its own before us could
    // not take it back as long as ours was on top of it.
    if (Context.current() != previous) {
      attach(previous);
    }
  }

  @Override
  public void restore() {
    restore(Context.root());
  }

  private void forget(Opened last) {
    if (last.outer() == null) {
      opened.remove();
    } else {
      opened.set(last.outer());
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // Closed by restore(), as the contract has it.
  private static Scope attach(Context context) {
    return ContextStorage.get().attach(context);
  }

  /**
   * A context that was set and not yet restored.
   *
   * @param scope gives the thread its context back
   * @param outer the one set before on this thread; null for none
   */
  private record Opened(Scope scope, @Nullable Opened outer) {}
}
