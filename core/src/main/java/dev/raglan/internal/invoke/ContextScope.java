package dev.raglan.internal.invoke;

import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Makes a context current and lets it go again; a context storage that throws harms nobody. */
public final class ContextScope {

  private ContextScope() {}

  @SuppressWarnings("MustBeClosedChecker") // Closed by leave(), which the callers see to.
  public static Scope enter(Context context) {
    try {
      return ContextScopes.open(context);
    } catch (Throwable thrown) {
      Safe.log("making a context current", thrown);
      return Scope.noop();
    }
  }

  /** Makes the context of a call current. */
  public static Scope enter(OpenCall call) {
    try {
      return call.makeCurrent();
    } catch (Throwable thrown) {
      Safe.log("making a context current", thrown);
      return Scope.noop();
    }
  }

  public static void leave(Scope scope) {
    try {
      scope.close();
    } catch (Throwable thrown) {
      Safe.log("letting a context go", thrown);
    }
  }

  /**
   * Sees to it that the context is current, after a method threw: what it left open, or what could
   * not be closed at the end of the stack, must not become the parent of the thread's next call.
   */
  @SuppressWarnings("MustBeClosedChecker") // It was current before; there is nothing to go back to.
  static void restore(Context before) {
    try {
      if (Context.current() != before) {
        before.makeCurrent();
      }
    } catch (Throwable thrown) {
      // At the end of the stack: a caller further up restores it.
    }
  }
}
