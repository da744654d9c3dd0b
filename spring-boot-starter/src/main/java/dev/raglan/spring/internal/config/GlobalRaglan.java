package dev.raglan.spring.internal.config;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.InvocationTracer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Registration of the application's {@link Raglan} as the one that woven aspects use outside of any
 * span, for as long as the application runs.
 *
 * <p>Several applications in one virtual machine, such as the cached contexts of tests, a parent
 * and its children, or wars over a shared library, follow each other: what was registered before an
 * application started is registered again when it closes, in whatever order they close.
 */
public final class GlobalRaglan implements AutoCloseable {

  /** Those of the open applications, in the order in which they started. */
  private static final List<GlobalRaglan> OPEN = new CopyOnWriteArrayList<>();

  private final Raglan raglan;
  private final InvocationTracer tracer;

  /** The instance that was registered before; null for none. */
  private @Nullable Raglan before;

  /** Registers it. */
  public GlobalRaglan(Raglan raglan, InvocationTracer tracer) {
    this.raglan = raglan;
    this.tracer = tracer;
    synchronized (OPEN) {
      OPEN.add(this);
      tracer.serveWovenCalls();
      before = Raglan.setGlobal(raglan);
    }
  }

  /** Returns true if no other application could take the woven calls of this one. */
  public boolean isAlone() {
    return OPEN.size() == 1 && Raglan.global() == raglan;
  }

  /** Takes the registration back; one that the application registered itself meanwhile stays. */
  @Override
  public void close() {
    synchronized (OPEN) {
      if (OPEN.remove(this)) {
        tracer.leaveWovenCalls();
        OPEN.stream().filter(other -> other.raglan == raglan).forEach(GlobalRaglan::serve);
        leave();
      }
    }
  }

  /** A parent's instance that a child has used as well is served by the parent's tracer again. */
  private void serve() {
    tracer.serveWovenCalls();
  }

  private void leave() {
    GlobalRaglan next = next();
    if (next != null) {
      next.before = before;
    } else if (Raglan.global() == raglan) {
      boolean isOpen = before != null && before.enabled();
      Raglan.setGlobal(isOpen ? before : null);
    }
  }

  /** Returns the application that would register this one's instance again; null for none. */
  private @Nullable GlobalRaglan next() {
    return OPEN.stream()
        .filter(other -> Objects.equals(other.before, raglan))
        .findFirst()
        .orElse(null);
  }
}
