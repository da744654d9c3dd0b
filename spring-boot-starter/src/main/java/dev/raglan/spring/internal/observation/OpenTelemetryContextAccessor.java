package dev.raglan.spring.internal.observation;

import dev.raglan.internal.framework.ReactiveContext;
import dev.raglan.internal.framework.ReactiveContext.Travelling;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Carries a context of Raglan's wherever Micrometer's context propagation goes: to the threads of
 * executors, and along Reactor's signals.
 *
 * <p>It takes nothing away: without a value it leaves the thread as other accessors have set it,
 * and a context that is older than the thread's observation is not put over it. Thread-safe.
 */
final class OpenTelemetryContextAccessor implements ThreadLocalAccessor<Travelling> {

  /** Micrometer's current observation is one for all registries of a thread. */
  private static final ObservationRegistry ANY = ObservationRegistry.create();

  private final ThreadLocal<@Nullable Opened> innermost = new ThreadLocal<>();

  /**
   * A value that was set and not yet restored.
   *
   * @param scope gives the thread its context back; null if nothing was made current
   * @param under the context that was current before
   * @param observation the observation that was current before; null for none
   * @param outer the one set before on this thread; null for none
   */
  private record Opened(
      @Nullable Scope scope,
      Context under,
      @Nullable Observation observation,
      @Nullable Opened outer) {}

  @Override
  public Object key() {
    return ReactiveContext.KEY;
  }

  /** Returns the thread's context; null if nothing of Raglan's is in it. */
  @Override
  public @Nullable Travelling getValue() {
    return ReactiveContext.capture(ANY.getCurrentObservation());
  }

  @Override
  public void setValue(Travelling value) {
    boolean newest = ANY.getCurrentObservation() == value.observation();
    open(newest ? value.context() : null);
  }

  /** Leaves the thread as it is: what is missing here may be carried by others. */
  @Override
  public void setValue() {
    open(null);
  }

  private void open(@Nullable Context context) {
    Context under = Context.current();
    Scope scope = context == null || context == under ? null : attach(context);
    innermost.set(new Opened(scope, under, ANY.getCurrentObservation(), innermost.get()));
  }

  @Override
  public void restore(Travelling previous) {
    if (close() && Context.current() != previous.context()) {
      attach(previous.context());
    }
  }

  @Override
  public void restore() {
    close();
  }

  /**
   * Ends the innermost value.
   *
   * @return whether the thread was left with a context that others have given up already
   */
  private boolean close() {
    Opened last = innermost.get();
    if (last == null) {
      return false;
    }
    if (last.outer() == null) {
      innermost.remove();
    } else {
      innermost.set(last.outer());
    }
    if (last.scope() == null) {
      return false;
    }
    last.scope().close();
    return restoreUnder(last);
  }

  /**
   * Accessors are restored in the order in which they were set. Micrometer's, which comes first,
   * could not take its context off the thread while ours was over it.
   */
  private static boolean restoreUnder(Opened last) {
    Observation now = ANY.getCurrentObservation();
    if (Context.current() != last.under() || now == last.observation()) {
      return false;
    }
    attach(now == null ? Context.root() : contextOf(now));
    return true;
  }

  private static Context contextOf(Observation observation) {
    try (Observation.Scope scope = observation.openScope()) {
      return Context.current();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // Closed by restore(), as the contract has it.
  private static Scope attach(Context context) {
    return ReactiveContext.carry(context);
  }
}
