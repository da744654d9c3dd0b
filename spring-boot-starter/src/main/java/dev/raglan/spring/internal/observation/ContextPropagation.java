package dev.raglan.spring.internal.observation;

import dev.raglan.internal.result.ReactiveContext;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.opentelemetry.context.Context;

/**
 * Registration of the accessor of the OpenTelemetry context, for as long as an application of this
 * virtual machine needs it: the registry is one for all of them.
 */
public final class ContextPropagation implements AutoCloseable {

  /** Of {@code ObservationThreadLocalAccessor}. */
  private static final String OBSERVATION = "micrometer.observation";

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

  /**
   * Returns the OpenTelemetry context that a thread has while it works for the subscriber: with the
   * span of the observation that travels with it, unless it carries a context of its own.
   *
   * @param subscriber Reactor's context; untyped, as the application may be without Reactor
   */
  public Context contextOf(Object subscriber) {
    try (ContextSnapshot.Scope scope =
        ContextSnapshotFactory.builder()
            .build()
            .setThreadLocalsFrom(subscriber, OBSERVATION, ReactiveContext.KEY)) {
      return Context.current();
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
