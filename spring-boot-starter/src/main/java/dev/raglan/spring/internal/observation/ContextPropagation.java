package dev.raglan.spring.internal.observation;

import dev.raglan.internal.framework.ReactiveContext;
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

  /** By the key as a String: before context-propagation 1.2.1 there was no other way. */
  @Override
  @SuppressWarnings("deprecation") // Of the only method that every version has.
  public void close() {
    synchronized (LOCK) {
      if (!closed && --applications == 0) {
        ContextRegistry.getInstance().removeThreadLocalAccessor(ReactiveContext.KEY);
      }
      closed = true;
    }
  }
}
