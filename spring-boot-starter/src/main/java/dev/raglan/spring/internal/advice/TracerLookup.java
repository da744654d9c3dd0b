package dev.raglan.spring.internal.advice;

import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.safe.Safe;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Lookup of the engine at the first traced call: an earlier one would create beans before those
 * that process them exist. Thread-safe.
 */
final class TracerLookup implements Supplier<@Nullable InvocationTracer> {

  private final ObjectProvider<InvocationTracer> provider;
  private volatile @Nullable InvocationTracer found;

  TracerLookup(ObjectProvider<InvocationTracer> provider) {
    this.provider = provider;
  }

  /** Returns the engine; null while it is being created, and once the application has closed. */
  @Override
  public @Nullable InvocationTracer get() {
    InvocationTracer engine = found;
    if (engine == null) {
      engine = lookUp();
      found = engine;
    }
    return engine;
  }

  private @Nullable InvocationTracer lookUp() {
    try {
      return provider.getIfAvailable();
    } catch (Throwable thrown) {
      Safe.log("finding the tracer for a call; the call is not traced", thrown);
      return null;
    }
  }
}
