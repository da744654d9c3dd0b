package dev.raglan.internal.result;

import dev.raglan.internal.context.ContextScopes;
import dev.raglan.internal.record.ThreadScopes;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Makes contexts current, and survives a context storage that throws. */
public final class ContextScope {

  private ContextScope() {}

  /** Makes the context of a call current. */
  @SuppressWarnings("MustBeClosedChecker") // Closed by leave(), which the callers see to.
  public static Scope enter(OpenCall call) {
    try {
      return call.makeCurrent();
    } catch (Throwable thrown) {
      Safe.log("making a context current", thrown);
      return Scope.noop();
    }
  }

  /** Makes a context current. */
  @SuppressWarnings("MustBeClosedChecker") // Closed by leave(), which the callers see to.
  public static Scope enter(Context context) {
    try {
      return ContextScopes.open(context);
    } catch (Throwable thrown) {
      Safe.log("making a context current", thrown);
      return Scope.noop();
    }
  }

  /**
   * Makes the context current that the application had outside of a call: what takes the call's
   * elements runs in it, and not in the call's.
   */
  @SuppressWarnings("MustBeClosedChecker") // Closed by leave(), which the callers see to.
  public static Scope enterOutside(Context outside, OpenCall call) {
    try {
      Context current = Context.current();
      boolean isThere =
          current == outside || outside == Context.root() && current != call.context();
      return isThere ? Scope.noop() : call.makeCurrent(outside);
    } catch (Throwable thrown) {
      Safe.log("making a context current", thrown);
      return Scope.noop();
    }
  }

  /** Closes a scope. */
  public static void leave(Scope scope) {
    try {
      scope.close();
    } catch (Throwable thrown) {
      Safe.log("closing a context", thrown);
    }
  }

  /**
   * Closes the scope of a call, and those of spans that were started in it and still hold theirs.
   *
   * @param before the context that was current before the call
   */
  public static void leave(Scope scope, OpenCall call, Context before) {
    try {
      ThreadScopes.releaseInside(call.context(), before);
    } catch (Throwable thrown) {
      Safe.log("letting a context go", thrown);
    }
    leave(scope);
  }

  /**
   * Makes the context current that was so before a method threw: what the method left open, or what
   * could not be closed at the end of the stack, must not become the parent of the thread's next
   * call.
   */
  @SuppressWarnings("MustBeClosedChecker") // It was current before; there is nothing to go back to.
  public static void restore(Context before) {
    try {
      if (Context.current() != before) {
        before.makeCurrent();
      }
    } catch (Throwable thrown) {
      // At the end of the stack: a caller further up restores it.
    }
  }
}
