package dev.raglan.spring.internal.config;

import dev.raglan.Raglan;
import dev.raglan.internal.invoke.InvocationTracer;
import java.util.ArrayList;
import java.util.List;

/**
 * Registration of the application's {@link Raglan} as the one that woven aspects use, for as long
 * as the application runs.
 *
 * <p>Several applications in one virtual machine, such as the cached contexts of tests, stand in
 * for each other: when the latest closes, the one before it is registered again.
 */
public final class GlobalRaglan implements AutoCloseable {

  private static final List<GlobalRaglan> OPEN = new ArrayList<>();

  private final Raglan raglan;
  private final InvocationTracer tracer;

  /** Registers it. */
  public GlobalRaglan(Raglan raglan, InvocationTracer tracer) {
    this.raglan = raglan;
    this.tracer = tracer;
    synchronized (OPEN) {
      OPEN.add(this);
      register();
    }
  }

  private void register() {
    tracer.serveWovenCalls();
    Raglan.setGlobal(raglan);
  }

  /** Takes the registration back; one that the application registered itself meanwhile stays. */
  @Override
  public void close() {
    synchronized (OPEN) {
      OPEN.remove(this);
      if (Raglan.global() == raglan) {
        if (OPEN.isEmpty()) {
          Raglan.setGlobal(null);
        } else {
          OPEN.get(OPEN.size() - 1).register();
        }
      }
    }
  }
}
