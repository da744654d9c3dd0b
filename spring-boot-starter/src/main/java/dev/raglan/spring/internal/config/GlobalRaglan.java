package dev.raglan.spring.internal.config;

import dev.raglan.Raglan;
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

  private static final List<Raglan> OPEN = new ArrayList<>();

  private final Raglan raglan;

  /** Registers it. */
  public GlobalRaglan(Raglan raglan) {
    this.raglan = raglan;
    synchronized (OPEN) {
      OPEN.add(raglan);
      Raglan.setGlobal(raglan);
    }
  }

  /** Takes the registration back; one that the application registered itself meanwhile stays. */
  @Override
  public void close() {
    synchronized (OPEN) {
      OPEN.removeIf(each -> each == raglan);
      if (Raglan.global() == raglan) {
        Raglan.setGlobal(OPEN.isEmpty() ? null : OPEN.get(OPEN.size() - 1));
      }
    }
  }
}
