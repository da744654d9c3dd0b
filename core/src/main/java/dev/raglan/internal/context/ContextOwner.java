package dev.raglan.internal.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * The Raglan that a context belongs to: the one that opened its current span, or that was made
 * current in it. Woven calls go to it, whichever instance is registered as the global one.
 *
 * <p>The state of a trace names its owner, so that usually no entry of the context is needed for
 * it. Compared by identity, immutable and thread-safe.
 */
public abstract class ContextOwner {

  private static final ContextKey<ContextOwner> KEY = ContextKey.named("raglan-owner");

  private final Context root = Context.root().with(KEY, this);

  /** Returns the owner of a context; null if it belongs to none. */
  public static @Nullable ContextOwner of(Context context) {
    ContextOwner stated = context.get(KEY);
    if (stated != null) {
      return stated;
    }
    LocalTrace trace = LocalTrace.of(context);
    return trace == null ? null : trace.owner();
  }

  /**
   * Returns the context of a trace that this owner begins, as one that belongs to it: the trace
   * names it, unless an entry names another.
   */
  public final Context own(Context context, LocalTrace begun) {
    ContextOwner stated = context.get(KEY);
    Context own = stated == null || stated == this ? context : context.with(KEY, this);
    return own.with(begun);
  }

  /** Returns the context as one that belongs to this owner. */
  public final Context own(Context context) {
    if (context == Context.root()) {
      return root;
    }
    return of(context) == this ? context : context.with(KEY, this);
  }
}
