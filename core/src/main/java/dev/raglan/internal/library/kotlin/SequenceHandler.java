package dev.raglan.internal.library.kotlin;

import dev.raglan.internal.result.ContextScope;
import dev.raglan.internal.result.ResultHandlers;
import dev.raglan.internal.result.TracedIterator;
import dev.raglan.internal.safe.Safe;
import dev.raglan.spi.OpenCall;
import dev.raglan.spi.ResultHandler;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Iterator;
import kotlin.sequences.Sequence;

/** Follows a sequence of Kotlin's: each iteration has a span. */
public final class SequenceHandler implements ResultHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return Sequence.class.isAssignableFrom(resultType);
  }

  /** Returns true for a sequence alone: the caller may expect more of any other type. */
  @Override
  public boolean fits(Class<?> declaredType) {
    return declaredType == Sequence.class;
  }

  @Override
  public boolean startsOnSubscription(Class<?> declaredType) {
    return fits(declaredType);
  }

  @Override
  public Object handle(Object result, OpenCall call) {
    Sequence<?> source = (Sequence<?>) result;
    return (Sequence<Object>) () -> iterator(source, call);
  }

  @SuppressWarnings("unchecked")
  private static Iterator<Object> iterator(Sequence<?> source, OpenCall call) {
    Context current = Context.current();
    OpenCall own = Safe.orNull(() -> call.subscribed(call.outside(current)));
    if (own == null) {
      return (Iterator<Object>) source.iterator();
    }
    ResultHandlers.leaveOpen(own);
    Scope scope = ContextScope.enter(own);
    try {
      return new TracedIterator<>((Iterator<Object>) source.iterator(), own);
    } catch (Throwable thrown) {
      own.failed(thrown);
      throw thrown;
    } finally {
      ContextScope.leave(scope);
    }
  }
}
