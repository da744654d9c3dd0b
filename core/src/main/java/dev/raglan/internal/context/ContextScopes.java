package dev.raglan.internal.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Objects;

/**
 * The one place where Raglan makes a context current on a thread.
 *
 * <p>Libraries that keep a current span of their own inside OpenTelemetry's context, such as
 * Micrometer Tracing, do not see a context that is merely made current. The composition root
 * installs an opener that suits the libraries of this class loader. Thread-safe.
 */
public final class ContextScopes {

  /** A way to make a context current. */
  @FunctionalInterface
  public interface Opener {

    /**
     * Makes the context current on this thread until the scope is closed. {@link Context#current()}
     * may be another context with the same entries.
     */
    Scope open(Context context);
  }

  private static volatile Opener opener = Context::makeCurrent;

  private ContextScopes() {}

  /** Installs the opener for every context that Raglan makes current from now on. */
  public static void use(Opener chosen) {
    opener = Objects.requireNonNull(chosen, "opener");
  }

  /** Makes the context current on this thread until the scope is closed. */
  public static Scope open(Context context) {
    return opener.open(context);
  }
}
