package dev.raglan.internal.library.kotlin;

import dev.raglan.internal.result.ContextScope;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * One collection of a flow: tells its call of the elements and passes them on.
 *
 * <p>The flow runs in the call's context, on whatever threads its coroutine goes on. The collector
 * runs in its own context, and in its own coroutine context, which a flow may not add to.
 */
final class FlowCollection<T> implements FlowCollector<T> {

  private static final Object SUSPENDED = IntrinsicsKt.getCOROUTINE_SUSPENDED();

  private final FlowCollector<? super T> collector;
  private final Continuation<? super Unit> continuation;
  private final OpenCall call;
  private final Context outside;
  private final Context collectors = Context.current();
  private volatile boolean isLeft;

  /**
   * @param outside the context that the collector takes elements in
   */
  FlowCollection(
      FlowCollector<? super T> collector,
      Continuation<? super Unit> continuation,
      OpenCall call,
      Context outside) {
    this.collector = collector;
    this.continuation = continuation;
    this.call = call;
    this.outside = outside;
  }

  @Nullable Object collect(Flow<T> source) {
    CallbackContinuation end =
        new CallbackContinuation(
            continuation, continuation.getContext().plus(new CallElement(call)), this::resumeEnd);
    Scope scope = ContextScope.enter(call);
    Object result = SUSPENDED;
    try {
      result = end.of(() -> source.collect(this, end));
    } catch (Throwable thrown) {
      fail(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
    if (result != SUSPENDED) {
      call.completed();
    }
    return result;
  }

  private void resumeEnd(Object result) {
    try {
      ResultKt.throwOnFailure(result);
      call.completed();
    } catch (Throwable thrown) {
      fail(thrown);
    }
    // What collects goes on for as long as it likes: nothing of the call's may stay with it.
    Scope scope = ContextScope.enterOutside(collectors, call);
    try {
      continuation.resumeWith(result);
    } finally {
      ContextScope.leave(scope);
    }
  }

  /** Ends the call with the failure of the flow, or as canceled if the collector threw. */
  private void fail(Throwable thrown) {
    if (isLeft) {
      call.canceled();
    } else {
      call.failed(thrown);
    }
  }

  @Override
  public @Nullable Object emit(T value, Continuation<? super Unit> upstream) {
    call.element(value);
    CallbackContinuation taken =
        new CallbackContinuation(
            upstream, continuation.getContext(), result -> resumeFlow(upstream, result));
    Scope scope = ContextScope.enterOutside(outside, call);
    try {
      return taken.of(() -> collector.emit(value, taken));
    } catch (Throwable thrown) {
      isLeft = true;
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }

  private void resumeFlow(Continuation<? super Unit> upstream, Object result) {
    try {
      ResultKt.throwOnFailure(result);
    } catch (Throwable thrown) {
      isLeft = true;
    }
    Scope scope = ContextScope.enter(call);
    try {
      upstream.resumeWith(result);
    } finally {
      ContextScope.leave(scope);
    }
  }
}
