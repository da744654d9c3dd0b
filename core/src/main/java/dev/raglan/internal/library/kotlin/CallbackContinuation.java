package dev.raglan.internal.library.kotlin;

import java.util.function.Consumer;
import java.util.function.Supplier;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.jspecify.annotations.Nullable;

/**
 * A continuation with a coroutine context of its own that hands its result to a callback. As one of
 * those that Kotlin's compiler makes, it is dispatched where its context says.
 */
final class CallbackContinuation extends ContinuationImpl {

  private static final long serialVersionUID = 1L;

  private final transient Consumer<Object> callback;

  /**
   * @param continuation resumed by the callback
   */
  @SuppressWarnings("unchecked")
  CallbackContinuation(
      Continuation<?> continuation, CoroutineContext context, Consumer<Object> callback) {
    super((Continuation<Object>) continuation, context);
    this.callback = callback;
  }

  /** Calls a function that takes this continuation, and lets go of it unless it suspends. */
  @Nullable Object of(Supplier<? extends @Nullable Object> function) {
    boolean suspends = false;
    try {
      Object result = function.get();
      suspends = result == IntrinsicsKt.getCOROUTINE_SUSPENDED();
      return result;
    } finally {
      if (!suspends) {
        releaseIntercepted();
      }
    }
  }

  /** Resumes by the callback, so that nothing is left for the caller to resume. */
  @Override
  protected Object invokeSuspend(Object result) {
    releaseIntercepted();
    callback.accept(result);
    return IntrinsicsKt.getCOROUTINE_SUSPENDED();
  }
}
