package dev.raglan.internal.invoke;

import dev.raglan.internal.context.ContextOwner;
import dev.raglan.internal.record.Engine;
import dev.raglan.internal.safe.Safe;
import io.opentelemetry.context.Context;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The way of woven calls to one Raglan: the owner of its contexts, with the tracer that serves the
 * calls there. A container sets a tracer that reads annotations as it does. Thread-safe.
 */
public final class WovenCalls extends ContextOwner {

  private final AtomicReference<@Nullable InvocationTracer> tracer = new AtomicReference<>();
  private volatile @Nullable Engine engine;

  /** Sets the engine that the calls go to; called once. */
  public void goTo(Engine made) {
    engine = Objects.requireNonNull(made, "engine");
  }

  /**
   * Returns those of the instance that the current context belongs to, else of the global one; null
   * for neither.
   */
  static @Nullable WovenCalls current() {
    ContextOwner owner = ownerOfCurrent();
    if (owner == null) {
      Engine registered = Engine.global();
      owner = registered == null ? null : registered.spans().owner();
    }
    return owner instanceof WovenCalls calls ? calls : null;
  }

  private static @Nullable ContextOwner ownerOfCurrent() {
    try {
      return ContextOwner.of(Context.current());
    } catch (Throwable thrown) {
      Safe.log("looking for the tracing of a call", thrown);
      return null;
    }
  }

  static WovenCalls to(Engine engine) {
    return (WovenCalls) engine.spans().owner();
  }

  void serve(InvocationTracer served) {
    tracer.set(served);
  }

  void leave(InvocationTracer served) {
    tracer.compareAndSet(served, null);
  }

  /** Returns the tracer; null if tracing is disabled or closed. */
  @Nullable InvocationTracer tracer() {
    Engine reached = engine;
    if (reached == null || !reached.enabled()) {
      return null;
    }
    InvocationTracer serving = tracer.get();
    if (serving == null) {
      serving = new InvocationTracer(reached, AnnotationReader.DECLARED);
      tracer.compareAndSet(null, serving);
    }
    return serving;
  }
}
