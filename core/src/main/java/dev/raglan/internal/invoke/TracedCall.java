package dev.raglan.internal.invoke;

import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A call that has a span, from before its method runs until after. One of {@link #returned} and
 * {@link #threw} is called, once, by the thread that began it.
 */
public final class TracedCall {

  private final ResultHandlers handlers;
  private final Class<?> declared;
  private final Context before;
  private final OpenCall call;
  private final Scope scope;

  TracedCall(ResultHandlers handlers, Class<?> declared, Context before, OpenCall call) {
    this.handlers = handlers;
    this.declared = declared;
    this.before = before;
    this.call = call;
    this.scope = ContextScope.enter(call);
  }

  /**
   * Ends the call, now or when its result is there.
   *
   * @return the result, or one that behaves like it and is followed to its end
   */
  public @Nullable Object returned(@Nullable Object result) {
    ContextScope.leave(scope);
    return handlers.handle(result, declared, call);
  }

  /** Ends the call with what its method threw. */
  public void threw(Throwable thrown) {
    ContextScope.leave(scope);
    ContextScope.restore(before);
    call.failed(thrown);
  }
}
