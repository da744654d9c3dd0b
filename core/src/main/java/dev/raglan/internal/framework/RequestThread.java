package dev.raglan.internal.framework;

import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.record.ThreadScopes.Held;
import dev.raglan.internal.safe.Safe;
import org.jspecify.annotations.Nullable;

/**
 * A thread as a request finds it: spans of the facade that the request starts and forgets to end
 * are not current there after it. Closed by the thread that entered it; never throws.
 */
public final class RequestThread implements AutoCloseable {

  private final @Nullable Held outer;

  private RequestThread(@Nullable Held outer) {
    this.outer = outer;
  }

  /** Begins a request's work on this thread. */
  public static RequestThread enter() {
    return new RequestThread(Safe.orNull(ThreadScopes::innermost));
  }

  @Override
  public void close() {
    Safe.run("letting a context go", () -> ThreadScopes.releaseInside(outer));
  }
}
