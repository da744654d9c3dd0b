package dev.raglan.invoke;

import dev.raglan.internal.Safe;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** Makes a context current and lets it go again; a context storage that throws harms nobody. */
final class ContextScope {

  private ContextScope() {}

  @SuppressWarnings("MustBeClosedChecker") // Closed by leave(), which the callers see to.
  static Scope enter(Context context) {
    try {
      return context.makeCurrent();
    } catch (Throwable thrown) {
      Safe.log("making a context current", thrown);
      return Scope.noop();
    }
  }

  static void leave(Scope scope) {
    try {
      scope.close();
    } catch (Throwable thrown) {
      Safe.log("letting a context go", thrown);
    }
  }
}
