package dev.raglan.internal.library.kotlin;

import dev.raglan.internal.result.ContextScope;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Scope;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;

/** Makes a call's context current on a thread as long as a coroutine runs there. */
final class CallElement extends AbstractCoroutineContextElement
    implements ThreadContextElement<Scope> {

  private static final CoroutineContext.Key<CallElement> KEY = new CoroutineContext.Key<>() {};

  private final OpenCall call;

  CallElement(OpenCall call) {
    super(KEY);
    this.call = call;
  }

  @Override
  public Scope updateThreadContext(CoroutineContext context) {
    return ContextScope.enter(call);
  }

  @Override
  public void restoreThreadContext(CoroutineContext context, Scope scope) {
    ContextScope.leave(scope);
  }
}
