package dev.raglan.spring.internal.advice;

import dev.raglan.internal.invoke.InvocationTracer;
import dev.raglan.internal.safe.Safe;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lookup of the engine at the first traced call: an earlier one would create beans before those
 * that process them exist. Thread-safe.
 */
public final class TracerLookup implements Supplier<@Nullable InvocationTracer> {

  /** True on a thread that looks an engine up. */
  private static final ThreadLocal<Boolean> LOOKING = ThreadLocal.withInitial(() -> false);

  private final Supplier<@Nullable InvocationTracer> source;
  private volatile @Nullable InvocationTracer found;

  /**
   * Creates a lookup.
   *
   * @param source gives the engine, or null as long as there is none; may throw
   */
  public TracerLookup(Supplier<@Nullable InvocationTracer> source) {
    this.source = source;
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

  /** To look a bean up is to ask others, such as factories, whose methods may be traced too. */
  private @Nullable InvocationTracer lookUp() {
    if (LOOKING.get()) {
      return null;
    }
    LOOKING.set(true);
    try {
      return source.get();
    } catch (Throwable thrown) {
      Safe.log("finding the tracer for a call; the call is not traced", thrown);
      return null;
    } finally {
      LOOKING.remove();
    }
  }
}
