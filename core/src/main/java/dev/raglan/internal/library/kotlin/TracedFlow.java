package dev.raglan.internal.library.kotlin;

import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import io.opentelemetry.context.Context;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/** A flow whose collections are followed. */
final class TracedFlow<T> implements Flow<T> {

  private final Flow<T> source;
  private final OpenCall call;

  TracedFlow(Flow<T> source, OpenCall call) {
    this.source = source;
    this.call = call;
  }

  @Override
  public @Nullable Object collect(
      FlowCollector<? super T> collector, Continuation<? super Unit> continuation) {
    Context current = Context.current();
    Context outside = Safe.orElse(() -> call.outside(current), current);
    OpenCall own = Safe.orNull(() -> call.subscribed(outside));
    if (own == null) {
      return source.collect(collector, continuation);
    }
    ResultHandlers.leaveOpen(own);
    return new FlowCollection<T>(collector, continuation, own, outside).collect(source);
  }
}
