package dev.raglan.spring.internal.observation;

import dev.raglan.internal.result.ReactiveContext;
import io.micrometer.context.ContextRegistry;

/**
 * Registration of the accessor of the OpenTelemetry context, for as long as an application of this
 * virtual machine needs it: the registry is one for all of them.
 */
public final class ContextPropagation implements AutoCloseable {

  private static final Object LOCK = new Object();
  private static int applications;

  private boolean closed;

  /** Registers the accessor, unless another application of this virtual machine has. */
  public ContextPropagation() {
    synchronized (LOCK) {
      if (applications++ == 0) {
        ContextRegistry.getInstance()
            .registerThreadLocalAccessor(new OpenTelemetryContextAccessor());
      }
    }
  }

  @Override
  public void close() {
    synchronized (LOCK) {
      if (!closed && --applications == 0) {
        ContextRegistry.getInstance().removeThreadLocalAccessor((Object) ReactiveContext.KEY);
      }
      closed = true;
    }
  }
}
